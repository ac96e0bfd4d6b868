// An entry of the md5-cache as an ebuild of the model; lists that many ebuilds have are shared.

import { getOrMake } from '../../base/get-or-make.js';
import type { Md5CacheEntry } from '../../formats/repository/md5-cache.js';
import {
  EBUILD_TEXTS,
  type EbuildPackage,
  type EbuildText,
  type UnreadEbuild,
} from '../../model/repository/ebuild-package.js';
import { parseSlot } from '../../pms/slot.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { versionIn } from '../../pms/version.js';
import { cpvOf, type EbuildFile } from './read-repository-ebuilds.js';

export class EbuildMaker {
  readonly #lists = new Map<string, readonly string[]>();

  /** The ebuild, or why Portage would not have it. */
  make(repo: string, file: EbuildFile, { values, eclasses }: Md5CacheEntry): EbuildPackage | UnreadEbuild {
    const cpvText = cpvOf(file);
    const { category, pn } = file;
    try {
      const slot = parseSlot(values.SLOT);
      const text = {} as Record<EbuildText, string>;
      for (const key of EBUILD_TEXTS) text[key] = values[key];
      return {
        repo,
        cpv: { category, package: pn, version: versionIn(file.version, 0, file.version.length) },
        cpvText,
        cpn: `${category}/${pn}`,
        eapi: values.EAPI === '' ? '0' : values.EAPI,
        slot,
        keywords: this.#listOf(values.KEYWORDS),
        iuse: this.#listOf(values.IUSE),
        inherited: this.#listOf(eclasses.map(({ name }) => name).join(' ')),
        text,
      };
    } catch (error) {
      if (!(error instanceof PmsSyntaxError)) throw error;
      const why = values.SLOT === '' ? 'it has no SLOT' : `SLOT '${values.SLOT}' is none: ${error.message}`;
      return { cpvText, outcome: 'refused', why };
    }
  }

  #listOf(text: string): readonly string[] {
    return getOrMake(this.#lists, text, () => text.split(/\s+/).filter(word => word !== ''));
  }
}
