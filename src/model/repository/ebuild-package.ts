// An ebuild as its metadata says it (PMS 7): what could be built, where a binary package says what was.

import type { Cpv } from '../../pms/cpv.js';

export interface EbuildPackage {
  /** Name of its repository. */
  readonly repo: string;
  readonly cpv: Cpv;
  readonly cpvText: string;
  /** Category and package name. */
  readonly cpn: string;
  readonly eapi: string;
  readonly slot: { readonly slot: string; readonly subSlot: string };
  readonly keywords: readonly string[];
  /** With the `+` and `-` of defaults, as IUSE writes them. */
  readonly iuse: readonly string[];
  readonly inherited: readonly string[];
  /** Dependency specifications and other texts as the ebuild says them, whitespace collapsed. */
  readonly text: Readonly<Record<EbuildText, string>>;
}

export const EBUILD_TEXTS = [
  'BDEPEND',
  'DEFINED_PHASES',
  'DEPEND',
  'DESCRIPTION',
  'HOMEPAGE',
  'IDEPEND',
  'LICENSE',
  'PDEPEND',
  'PROPERTIES',
  'RDEPEND',
  'REQUIRED_USE',
  'RESTRICT',
  'SRC_URI',
] as const;

export type EbuildText = (typeof EBUILD_TEXTS)[number];

/** An ebuild of which no metadata is known. */
export interface UnreadEbuild {
  readonly cpvText: string;
  /** `refused`: bash or Portage refuses it too. */
  readonly outcome: 'refused' | 'unknown';
  readonly why: string;
}
