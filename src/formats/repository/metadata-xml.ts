// `metadata.xml` of a package (GLEP 68): who maintains it, and what its own USE flags mean.

import type { Problem } from '../../base/format-error.js';
import { elementsOf, readXml, textOf, type XmlElement } from './read-xml.js';

interface MetadataMaintainer {
  readonly email: string;
  readonly name: string | null;
  readonly kind: 'person' | 'project';
}

export interface MetadataXml {
  readonly maintainers: readonly MetadataMaintainer[];
  /** By USE flag; of several languages the English one, or the one without a language. */
  readonly flags: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Reads what it can; a text that is no metadata.xml gives nobody and a problem. */
export function readMetadataXml(text: string): MetadataXml {
  const root = readXml(text);
  if ('code' in root) return { maintainers: [], flags: new Map(), problems: [root] };
  if (root.name !== 'pkgmetadata') {
    const message = `the root element is <${root.name.slice(0, 40)}>, not <pkgmetadata>`;
    const problem: Problem = { code: 'xml-root', message, offset: null, effect: 'refused' };
    return { maintainers: [], flags: new Map(), problems: [problem] };
  }
  return {
    maintainers: elementsOf(root, 'maintainer').flatMap(readMaintainer),
    flags: readFlags(root),
    problems: [],
  };
}

/** Without an address nobody can be told. */
function readMaintainer(element: XmlElement): readonly MetadataMaintainer[] {
  const [email] = elementsOf(element, 'email').map(textOf);
  const [name] = elementsOf(element, 'name').map(textOf);
  if (email === undefined || email === '') return [];
  const kind = element.attributes.get('type') === 'project' ? 'project' : 'person';
  return [{ email, name: name === undefined || name === '' ? null : name, kind }];
}

function readFlags(root: XmlElement): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const use of elementsOf(root, 'use')) {
    const language = use.attributes.get('lang') ?? 'en';
    for (const flag of elementsOf(use, 'flag')) {
      const name = flag.attributes.get('name') ?? '';
      if (name !== '' && (language === 'en' || !flags.has(name))) flags.set(name, textOf(flag));
    }
  }
  return flags;
}
