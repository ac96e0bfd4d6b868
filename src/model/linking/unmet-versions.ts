// The versions of symbols that the files of a package need and clients do not find.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../package.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { isMusl } from './libc-need.js';
import { answerFor, findsForItself, type Library, librariesOf } from './payload-libraries.js';
import { highestOfFamilies, parseSymbolVersion } from './symbol-version.js';

/** Of each family the highest: who defines it defines those below. */
export interface UnmetVersion {
  readonly abi: string;
  readonly soname: string;
  readonly version: string;
  /** Others of its family that are missing too. */
  readonly lower: readonly string[];
  /** Those that need it, in the order of the image; at least one. */
  readonly files: readonly string[];
}

export interface VersionJudgement {
  readonly unmet: readonly UnmetVersion[];
  /** Libraries of whose files nothing is known, which may have what others here lack. */
  readonly unread: ReadonlySet<Library>;
}

/** Files by version, of one library. */
interface Missing {
  readonly abi: string;
  readonly soname: string;
  readonly versions: Map<string, string[]>;
}

const NOTHING: VersionJudgement = { unmet: [], unread: new Set() };

/** The linker of musl knows no versions: what it runs needs none. */
export function unmetVersionsOf(universe: Universe, pkg: BinaryPackage): VersionJudgement {
  const payload = payloadOf(universe, pkg);
  if (payload === null || payload.elf.some(isMusl)) return NOTHING;
  const missing = new Map<string, Missing>();
  const unread = new Set<Library>();
  for (const file of payload.elf) {
    const { category: abi, path } = file;
    if (abi === null) continue;
    for (const need of file.versionNeeds) {
      const { library: soname, version, isWeak } = need;
      if (isWeak) continue;
      const answer = answerFor(universe, abi, soname, version);
      // A library that is nowhere is missing by its name already.
      if (answer === 'defined' || answer === 'absent') continue;
      if (findsForItself(universe, pkg, file, need)) continue;
      if (answer === 'unknown') {
        for (const library of librariesOf(universe, abi, soname))
          if (library.versions === null) unread.add(library);
        continue;
      }
      const { versions } = getOrMake(missing, `${abi} ${soname}`, () => ({
        abi,
        soname,
        versions: new Map(),
      }));
      getOrMake(versions, version, () => []).push(path);
    }
  }
  return { unmet: [...missing.values()].flatMap(listHighest), unread };
}

function listHighest({ abi, soname, versions }: Missing): readonly UnmetVersion[] {
  return highestOfFamilies(versions.keys()).map(({ text: version, family }) => ({
    abi,
    soname,
    version,
    lower: [...versions.keys()].filter(
      name => name !== version && parseSymbolVersion(name).family === family,
    ),
    files: versions.get(version) ?? [],
  }));
}
