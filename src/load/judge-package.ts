// One package file by itself: whether its name, its place and the values in its metadata are those of a package that Portage
// would index and clients can use. What is wrong with the container is said by its reader.

import type { PackageFile } from '../model/package-file.js';
import type { Effect, Problem } from '../model/problem.js';
import { valueFaultsOf } from '../model/value-faults.js';
import { offsetOf } from './judge-package-place.js';
import { type MakeIndexProblem, makePackageEntry } from './make-package-entry.js';

/** The reader of the container has told these. */
const TOLD: ReadonlySet<string> = new Set(['package-unreadable', 'package-format-differs']);

/** `file.path` may lead from anywhere: as much of its end counts as a PKGDIR would have. */
export function judgePackage(file: PackageFile): readonly Problem[] {
  const directories = file.path.split('/').slice(0, -1);
  const depths = directories.length >= 2 && !looksLikeCategory(directories.at(-1)) ? [2, 1] : [1, 2];
  const made = depths.map(depth => makePackageEntry({ ...file, path: endOf(file.path, depth) }));
  const best = made.find(({ entry }) => entry !== null) ?? (made[0] as (typeof made)[number]);
  const isInPkgdir = directories.slice(-2).some(looksLikeCategory);
  const placed = best.problems
    .filter(({ code }) => !TOLD.has(code) && (code !== 'directory-invalid' || isInPkgdir))
    .map(withEffect);
  const faults = best.entry === null ? [] : [...valueFaultsOf(best.entry)];
  return [
    ...placed,
    ...faults.map(({ field, what }): Problem => {
      return {
        code: 'value-invalid',
        message: `${field} cannot be read: ${what}`,
        offset: offsetOf(file, field),
        effect: 'harmful',
        field,
      };
    }),
  ];
}

/** A file in the wrong directory is sound, and is found again once it is moved. */
function withEffect({ code, message, offset, field, expected, actual, skipped }: MakeIndexProblem): Problem {
  const effect: Effect = code === 'directory-invalid' ? 'unusual' : skipped ? 'refused' : 'harmful';
  return {
    code,
    message: message.replace(/\.$/, ''),
    offset,
    effect,
    ...(field === undefined ? {} : { field }),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}

function endOf(path: string, directories: number): string {
  return path
    .split('/')
    .slice(-1 - directories)
    .join('/');
}

function looksLikeCategory(name: string | undefined): boolean {
  return name !== undefined && /^([a-z0-9]+-[a-z0-9-]+|virtual)$/.test(name);
}
