// Gentoo Linux Security Advisories, `metadata/glsa/glsa-YYYYMM-NN.xml` (glsa.dtd), as Portage's `glsa.py` reads them.

import type { Problem } from '../../base/format-error.js';
import { isCategory, isPackageName } from '../../pms/cpv.js';
import { parseSlot } from '../../pms/slot.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { isVersion } from '../../pms/version.js';
import { elementsOf, readXml, textOf, type XmlElement } from './read-xml.js';

const OPERATORS = ['lt', 'le', 'eq', 'ge', 'gt', 'rlt', 'rle', 'rge', 'rgt'] as const;

interface GlsaRange {
  readonly operator: (typeof OPERATORS)[number];
  readonly version: string;
  /** `*` for any. */
  readonly slot: string;
}

/** What an advisory says of one package. */
interface GlsaPackage {
  readonly id: string;
  readonly title: string;
  /** `high`, `normal`, `low`, ...: as the advisory names its impact. */
  readonly severity: string;
  readonly cpn: string;
  /** Names between spaces; `*` for all. */
  readonly arch: string;
  readonly vulnerable: readonly GlsaRange[];
  readonly unaffected: readonly GlsaRange[];
}

export interface Glsa {
  readonly packages: readonly GlsaPackage[];
  readonly problems: readonly Problem[];
}

/** Every package that the advisory names; one of which something cannot be read is left out and told. */
export function readGlsa(text: string): Glsa {
  const root = readXml(text);
  if ('code' in root) return { packages: [], problems: [root] };
  const id = root.attributes.get('id') ?? '';
  if (root.name !== 'glsa' || id === '')
    return { packages: [], problems: [refuse('xml-root', 'the root element is no <glsa> with an id')] };
  const kind = elementsOf(root, 'product')[0]?.attributes.get('type') ?? 'ebuild';
  // Advisories about the infrastructure name no package.
  if (kind !== 'ebuild') return { packages: [], problems: [] };
  const common = {
    id,
    title: firstText(root, 'title'),
    severity: elementsOf(root, 'impact')[0]?.attributes.get('type') ?? 'normal',
  };
  const packages: GlsaPackage[] = [];
  const problems: Problem[] = [];
  for (const affected of elementsOf(root, 'affected')) {
    for (const element of elementsOf(affected, 'package')) {
      const read = readPackage(element, common);
      if ('code' in read) problems.push(read);
      else packages.push(read);
    }
  }
  return { packages, problems };
}

function readPackage(
  element: XmlElement,
  common: Pick<GlsaPackage, 'id' | 'title' | 'severity'>,
): GlsaPackage | Problem {
  const cpn = (element.attributes.get('name') ?? '').trim();
  const [category = '', name = '', ...rest] = cpn.split('/');
  if (!isCategory(category) || !isPackageName(name) || rest.length > 0)
    return refuse('glsa-package', `${quote(cpn)} is no name of a package`);
  const arch = (element.attributes.get('arch') ?? '*').trim();
  if (!/^(?:\*|[-_a-z0-9 ]+)$/.test(arch))
    return refuse('glsa-arch', `${quote(arch)} is no list of architectures`);
  const vulnerable = readRanges(element, 'vulnerable');
  const unaffected = readRanges(element, 'unaffected');
  if ('code' in vulnerable) return vulnerable;
  if ('code' in unaffected) return unaffected;
  return { ...common, cpn, arch, vulnerable, unaffected };
}

function readRanges(element: XmlElement, name: 'vulnerable' | 'unaffected'): readonly GlsaRange[] | Problem {
  const ranges: GlsaRange[] = [];
  for (const child of elementsOf(element, name)) {
    const range = child.attributes.get('range') ?? '';
    const operator = OPERATORS.find(known => known === range);
    if (operator === undefined) return refuse('glsa-range', `${quote(range)} is no kind of range`);
    // Some advisories write the slot behind the version, which Portage reads as it reads an atom.
    const [version = '', behind = ''] = textOf(child).split(/:(.*)/);
    const isPrefix = operator === 'eq' && version.endsWith('*');
    if (!isVersion(version, 0, isPrefix ? version.length - 1 : version.length))
      return refuse('glsa-version', `${quote(version)} is no version`);
    const declared = (child.attributes.get('slot') ?? '').trim();
    const slot = [declared === '*' ? '' : declared, behind].filter(part => part !== '').join(':');
    if (slot !== '' && !isSlot(slot)) return refuse('glsa-slot', `${quote(slot)} is no slot`);
    ranges.push({ operator, version, slot: slot === '' ? '*' : slot });
  }
  return ranges;
}

function isSlot(text: string): boolean {
  try {
    parseSlot(text);
    return true;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return false;
    throw error;
  }
}

function firstText(root: XmlElement, name: string): string {
  const [element] = elementsOf(root, name);
  return element === undefined ? '' : textOf(element);
}

function refuse(code: string, message: string): Problem {
  return { code, message, offset: null, effect: 'refused' };
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
