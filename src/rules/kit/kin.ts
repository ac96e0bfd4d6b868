// Kin: the same problem whatever the build (contract: Report). Rule, name:slot, repository and the names of what is wrong; no version,
// operator, sub-slot, build id, path of a package, reason or time, so that a rebuild and a new version that keeps the fault are told as
// what was there before.

import { hashText } from '../../base/hash-text.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Data, FindingData } from './finding.js';

/** What a rule declares of the kin of its findings. */
export interface Kin {
  /** Keys of the data that hold the names of what is wrong; `identity` where what tells its findings apart are those names. */
  readonly fields: readonly string[] | 'identity';
  /** Its messages are problems of their own and not reasons of one problem. */
  readonly byMessage?: true;
  /** The key whose version orders two of one kin: the higher, the worse. Without one none is worse than another. */
  readonly worse?: string;
}

interface Told {
  readonly message: string;
  readonly data: FindingData;
  readonly identity: readonly string[];
  readonly package?: BinaryPackage;
  readonly path?: string;
}

/** A rule that declares nothing goes by message and identity. */
export function kinOf(rule: { readonly id: string; readonly kin?: Kin }, told: Told): string {
  const { message, data, identity, package: pkg, path } = told;
  const { kin } = rule;
  const names =
    kin === undefined || kin.fields === 'identity'
      ? namesIn([...identity])
      : kin.fields.flatMap(key => [key, ...namesIn(data[key] ?? null)]);
  return hashText(
    JSON.stringify([
      rule.id,
      kin === undefined || kin.byMessage === true ? message : '',
      pkg === undefined ? namesIn(path ?? null) : [`${pkg.cpn}:${pkg.slot.slot}`, pkg.repo],
      names,
    ]),
  );
}

/** `!!<dev-libs/a-1.2-r3:0/4=[ssl]::gentoo` */
const ATOM =
  /^(!{0,2})[<>=~]{0,2}([\w+][\w+.-]*\/[\w+][\w+-]*?)(?:-\d[\d.]*[a-z]?(?:_(?:alpha|beta|pre|rc|p)\d*)*(?:-r\d+)?(?:-\d+)?)?\*?(?::([\w+.-]+)?(?:\/[\w+.-]+)?[=*]?)?(::[\w-]+)?(\[.*\])?(::[\w-]+)?$/;

/** `app-misc/a/a-1.2-3.xpak` */
const PACKAGE_FILE = /-\d[^/]*\.(?:xpak|tbz2|gpkg\.tar)$/;

/** The names in a value, sorted: of atoms and packages name, slot, repository and flags; of anything else the words themselves. */
export function namesIn(value: Data): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value === 'object') {
    const parts = Array.isArray(value) ? value : Object.values(value);
    return [...new Set(parts.flatMap(namesIn))].sort();
  }
  return [String(value).split(/\s+/).map(nameIn).join(' ')];
}

function nameIn(word: string): string {
  const [, blocks, name, slot, repo, flags, last] = ATOM.exec(word) ?? [];
  if (name === undefined) return word.replace(PACKAGE_FILE, '');
  return `${blocks}${name}${slot === undefined ? '' : `:${slot}`}${repo ?? last ?? ''}${flags ?? ''}`;
}
