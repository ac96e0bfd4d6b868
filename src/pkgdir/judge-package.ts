// One package file by itself: whether its name, its place and the values in its metadata are those of a package that Portage
// would index and clients can use. What is wrong with the container is said by its reader.

import type { PackageFile } from '../model/package-file.js';
import type { Effect, Problem } from '../model/problem.js';
import { valueFaultsOf } from '../model/value-faults.js';
import { type MakeIndexProblem, offsetOf, packageNameOf } from './judge-package-place.js';
import { type MadeEntry, makePackageEntry } from './make-package-entry.js';

/** The reader of the container has told these. */
const TOLD: ReadonlySet<string> = new Set(['package-unreadable', 'package-format-differs']);

/** `file.path` may lead from anywhere: as much of its end counts as a PKGDIR would have, and outside of one only the name does. */
export function judgePackage(file: PackageFile): readonly Problem[] {
  const here = entryAt(file, endsOf(file));
  const home = entryAt(file, homesOf(file));
  const isMisplaced = !isInPlace(here) && isInPlace(home);
  const judged = isMisplaced ? home : here;
  const directories = file.path.split('/').slice(-3, -1);
  const placed = [...(isMisplaced ? here.problems : []), ...judged.problems]
    .filter(
      ({ code }) => !TOLD.has(code) && (code !== 'directory-invalid' || directories.some(looksLikeCategory)),
    )
    .map(withEffect);
  const faults = judged.entry === null ? [] : [...valueFaultsOf(judged.entry)];
  return [
    ...placed,
    ...faults.map(({ field, what }): Problem => {
      const message = `${field} cannot be read: ${what}`;
      return { code: 'value-invalid', message, offset: offsetOf(file, field), effect: 'harmful', field };
    }),
  ];
}

/** The first path of a PKGDIR at which the file may lie, or else the first. */
function entryAt(file: PackageFile, paths: readonly string[]): MadeEntry {
  const made = paths.map(path => makePackageEntry({ ...file, path }));
  return made.find(isInPlace) ?? (made[0] as MadeEntry);
}

function isInPlace({ problems }: MadeEntry): boolean {
  return !problems.some(({ code }) => code === 'directory-invalid');
}

/** The end of its path as each layout has it. */
function endsOf({ path }: PackageFile): readonly string[] {
  const parts = path.split('/');
  const [long, short] = [parts.slice(-3).join('/'), parts.slice(-2).join('/')];
  return looksLikeCategory(parts.at(-2)) ? [short, long] : [long, short];
}

/** Where it would lie in each layout by its own metadata. */
function homesOf({ path, metadata }: PackageFile): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const category = metadata.get('CATEGORY')?.trim() ?? '';
  const pn = packageNameOf(`${category}/${metadata.get('PF')?.trim() ?? ''}`);
  return [`${category}/${pn}/${name}`, `${category}/${name}`];
}

/** A file in the wrong directory is sound, and is found again once it is moved; one without BUILD_ID is indexed without. */
const HARMLESS: ReadonlySet<string> = new Set(['directory-invalid', 'build-id-absent']);

function withEffect({ code, message, offset, field, expected, actual, skipped }: MakeIndexProblem): Problem {
  const effect: Effect = HARMLESS.has(code) ? 'unusual' : skipped ? 'refused' : 'harmful';
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

function looksLikeCategory(name: string | undefined): boolean {
  return name !== undefined && /^([a-z0-9]+-[a-z0-9-]+|virtual)$/.test(name);
}
