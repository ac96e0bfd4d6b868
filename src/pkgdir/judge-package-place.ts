// Whether a package file lies where its own metadata say, and is named so: Portage silently leaves out what does not
// (`portage.md` 4.1, layouts; Portage 3.0.82, `dbapi/bintree.py:1154-1310`).
//
//   several instances   CATEGORY/PN/PF-BUILD_ID.gpkg.tar   CATEGORY/PN/PF-BUILD_ID.xpak
//   flat                CATEGORY/PF.gpkg.tar               CATEGORY/PF.tbz2             All/PF...

import { collapseWhitespace } from '../base/collapse-whitespace.js';
import type { Problem } from '../base/format-error.js';
import type { ContainerFormat, PackageFile } from '../model/package-file.js';
import type { SourceProblem } from '../model/problem.js';
import { parseCpv } from '../pms/cpv.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';

/** File names that Portage looks at, with the container it expects in each. */
const PACKAGE_EXTENSIONS = { '.gpkg.tar': 'gpkg', '.xpak': 'xpak', '.tbz2': 'xpak' } as const;
type Extension = keyof typeof PACKAGE_EXTENSIONS;

const LATE_CODES: ReadonlySet<string> = new Set([
  'payload-damaged',
  'tarball-missing',
  'tarball-unknown',
  'entry-name-traversal',
  'metadata-duplicate',
]);
const LATE_IN_IMAGE: ReadonlySet<string> = new Set(['digest-mismatch', 'compression-unknown']);
const NEEDED_KEYS = ['CATEGORY', 'PF', 'SLOT'] as const;
/** As many digits as any number of builds has; a stranger's million digits are no number. */
const INTEGER = /^[+-]?\d{1,18}$/;

export interface Placement {
  /** Null where the file does not belong in the index. */
  readonly cpv: string | null;
  /** BUILD_ID as the index has it; null where the metadata have none. */
  readonly buildId: string | null;
  readonly problems: readonly MakeIndexProblem[];
}

/** The extension of a package file's name, or null for any other file. */
export function extensionOf(name: string): Extension | null {
  const extensions = Object.keys(PACKAGE_EXTENSIONS) as Extension[];
  return extensions.find(extension => name.endsWith(extension)) ?? null;
}

export function judgePlace(file: PackageFile): Placement {
  const slash = file.path.lastIndexOf('/');
  const directory = file.path.slice(0, Math.max(0, slash));
  const name = file.path.slice(slash + 1);
  const extension = extensionOf(name);
  if (extension === null) return refuse(file, 'file-name-invalid', 'The name is not that of a package file.');
  const unfit = judgeContents(file, PACKAGE_EXTENSIONS[extension]);
  if (unfit !== null) return unfit;

  const category = metadataOf(file, 'CATEGORY');
  const pf = metadataOf(file, 'PF');
  const cpv = `${category}/${pf}`;
  const number = numberOf(name, extension);
  const expectedName = nameOf(pf, number, extension);
  if (name !== expectedName) {
    const particulars = { expected: expectedName, actual: name, cpv };
    return refuse(file, 'file-name-invalid', 'The file is not named after the package in it.', particulars);
  }
  const buildId = metadataOf(file, 'BUILD_ID');
  if (buildId !== '' && !INTEGER.test(buildId)) {
    const particulars = { field: 'BUILD_ID', actual: buildId, cpv };
    return refuse(file, 'build-id-invalid', 'BUILD_ID is not a number.', particulars);
  }
  const pn = packageNameOf(cpv);
  if (pn === null) {
    return refuse(file, 'name-invalid', 'CATEGORY and PF do not make a package with a version.', {
      actual: cpv,
    });
  }
  const home = number === null ? category : `${category}/${pn}`;
  if (directory !== home && !(number === null && directory === 'All')) {
    const particulars = { expected: home, actual: directory, cpv };
    return refuse(file, 'directory-invalid', 'The file lies in the wrong directory.', particulars);
  }
  const written = buildId === '' ? null : String(BigInt(buildId.replace('+', '')));
  return { cpv, buildId: written, problems: compareNumbers(file, cpv, number, written) };
}

function refuse(
  file: PackageFile,
  code: string,
  message: string,
  particulars: Partial<MakeIndexProblem> = {},
): Placement {
  const offset = offsetOf(file, particulars.field ?? (code === 'directory-invalid' ? 'CATEGORY' : 'PF'));
  const problem = { code, message, offset, file: file.path, skipped: true, ...particulars };
  return { cpv: null, buildId: null, problems: [problem] };
}

/** Where the value stands that is at fault; of one that is not there, where the metadata begin. */
export function offsetOf(file: PackageFile, key: string): number {
  return file.offsets.get(key) ?? Math.min(file.size, ...file.offsets.values());
}

function metadataOf(file: PackageFile, key: string): string {
  return collapseWhitespace(file.metadata.get(key) ?? '');
}

/** Refuses a file that is not what its name says, or that gives no metadata to go by. */
function judgeContents(file: PackageFile, expected: ContainerFormat): Placement | null {
  if (file.format !== null && file.format !== expected) {
    const particulars = { expected, actual: file.format };
    return refuse(
      file,
      'package-format-differs',
      'Its name promises another container than it is.',
      particulars,
    );
  }
  const fatal = file.problems.find(isFatal) ?? (file.metadata.size === 0 ? file.problems[0] : undefined);
  if (fatal !== undefined || file.metadata.size === 0) {
    const message = `No entry can be made of it: ${fatal?.message ?? 'it has no metadata'}.`;
    return refuse(file, 'package-unreadable', message, { offset: fatal?.offset ?? null });
  }
  const field = NEEDED_KEYS.find(key => metadataOf(file, key) === '');
  return field === undefined
    ? null
    : refuse(file, 'metadata-missing', `Its metadata lack ${field}.`, { field });
}

/** What the file of a package must be called. `.xpak` is for numbered instances only. */
function nameOf(pf: string, number: string | null, extension: Extension): string {
  if (number !== null) return `${pf}-${number}${extension}`;
  return extension === '.xpak' ? `${pf}-BUILD_ID.xpak` : `${pf}${extension}`;
}

/**
 * Whether Portage fails already when it indexes the file. To do so it checks the container and the metadata; a damaged image or a name that
 * makes it loop comes out only at the client: Portage's index offers such a package.
 */
function isFatal({ code, effect, field }: Problem): boolean {
  if (effect !== 'refused' || LATE_CODES.has(code)) return false;
  return !(LATE_IN_IMAGE.has(code) && field?.startsWith('image'));
}

/** Portage believes the metadata; whoever looks for the file by its number does not find it. */
function compareNumbers(
  file: PackageFile,
  cpv: string,
  numbered: string | null,
  buildId: string | null,
): MakeIndexProblem[] {
  if (numbered === null || numbered === buildId) return [];
  const message =
    buildId === null
      ? 'The file name has a number, the metadata no BUILD_ID; Portage indexes it without one.'
      : 'BUILD_ID in the metadata is not the one in the file name; the index takes that of the metadata.';
  const actual = buildId ?? '';
  return [
    {
      code: buildId === null ? 'build-id-absent' : 'build-id-differs',
      message,
      offset: offsetOf(file, 'BUILD_ID'),
      file: file.path,
      cpv,
      field: 'BUILD_ID',
      expected: numbered,
      actual,
      skipped: false,
    },
  ];
}

/**
 * The number behind the last hyphen of the name, as it would be written, where a package with a version stands before it: `foo-1.0-2` has 2,
 * `foo-1.0` and `foo-2` have none. Flat `.tbz2` names never have one.
 */
function numberOf(name: string, extension: Extension): string | null {
  if (extension === '.tbz2') return null;
  const stem = name.slice(0, -extension.length);
  const hyphen = stem.lastIndexOf('-');
  const digits = stem.slice(hyphen + 1);
  if (hyphen <= 0 || !INTEGER.test(digits) || packageNameOf(`x/${stem.slice(0, hyphen)}`) === null)
    return null;
  const number = BigInt(digits);
  return number > 0n ? String(number) : null;
}

/** PN of `CATEGORY/PF`; null where that is no package with a version. */
export function packageNameOf(cpv: string): string | null {
  try {
    const parsed = parseCpv(cpv);
    return parsed.version === null ? null : parsed.package;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}
export interface MakeIndexProblem extends SourceProblem {
  /** The file is not in the index because of this. */
  readonly skipped: boolean;
}
