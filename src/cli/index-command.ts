// `index PKGDIR`: the Packages that a PKGDIR ought to have, printed or put in place.

import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { getOrMake } from '../base/get-or-make.js';
import type { PackagesIndex } from '../formats/packages-index/packages-index.js';
import { DISK_NAMES, packagePath } from '../formats/packages-index/packages-index-keys.js';
import { listPackageFiles } from '../load/package/list-package-files.js';
import { readPackageFiles } from '../load/package/read-package-files.js';
import { readPkgdirIndex } from '../load/packages-index/read-pkgdir-index.js';
import { findUnread, type Unread } from '../model/unread.js';
import { makeIndex } from '../pkgdir/make-index.js';
import { describeIndex, listIndex } from '../report/package/describe-index.js';
import { makePrintable } from '../report/words/make-printable.js';
import { sayCount } from '../report/words/say-count.js';
import { writeIndexAtomically } from '../write/write-index-atomically.js';
import { chooseWord } from './choose-word.js';
import type { CommandOutcome } from './deliver.js';
import { EXIT, NotCheckedError, UsageError } from './failure.js';
import type { IndexFlags } from './flags.js';
import { readLater } from './open-sources.js';
import { refuseOutput } from './refuse-output.js';
import { ANSWER_FORMATS, settleOutput, toJson, toNdjson } from './render.js';
import { watchProgress } from './terminal/watch-progress.js';

type Made = ReturnType<typeof makeIndex>;
type Change = Made['changes'][number];
type Problem = Made['problems'][number];

/** Changes named one by one unless verbose. */
const MOST_CHANGES = 10;
/** Files named for one fault unless verbose. */
const MOST_FILES = 4;

export async function index(pkgdir: string, flags: IndexFlags): Promise<CommandOutcome> {
  const output = settleOutput(flags.output);
  const format = chooseWord(flags.format ?? 'text', ANSWER_FORMATS, 'format');
  if (flags.write && output !== null && format === 'text') {
    throw new UsageError(
      '--write replaces the index of the PKGDIR, --output writes it elsewhere; give one of them',
    );
  }
  refuseOutput(flags.output, [pkgdir]);
  refuseFile(pkgdir);
  const existing = (await readPkgdirIndex(pkgdir))?.index ?? null;
  const listed = await listPackageFiles(pkgdir, { indexed: existing?.entries.map(packagePath) ?? [] });
  refuseElsewhere(pkgdir, existing, listed.paths.length);
  const progress = await watchProgress(flags.progress !== false);
  const files = await readPackageFiles(pkgdir, listed.paths, {
    jobs: flags.jobs ?? availableParallelism(),
    read: readLater(flags.jobs),
    onProgress: (done, total) => progress.report(`reading ${pkgdir}`, done, total),
  }).finally(() => progress.stop());
  refuseUnread(pkgdir, findUnread({ problems: listed.problems, files }));
  const made = makeIndex({ files, existing, now: Math.floor(Date.now() / 1000) });
  const left = [...listed.problems, ...made.problems];
  if (flags.write) await writeIndexAtomically(pkgdir, new TextEncoder().encode(made.text));
  // Whoever publishes what this writes must notice that something is missing in it.
  const code = left.some(problem => problem.skipped) ? EXIT.findings : EXIT.clean;
  const summary = `${sayCount(made.entries.length, 'package')}, ${sayCount(made.changes.length, 'change')}`;
  const written = flags.write ? [`${pkgdir}: index written: ${summary}`] : [];
  if (format !== 'text') {
    const record = describeIndex({
      pkgdir,
      packages: made.entries.length,
      written: flags.write === true,
      changes: made.changes,
      problems: left,
      nameOnDisk: key => DISK_NAMES.get(key) ?? key,
    });
    const text = format === 'json' ? toJson(record) : toNdjson(listIndex(record));
    return { code, documents: [{ text, output }], notes: written };
  }
  return {
    code,
    documents: flags.write ? [] : [{ text: made.text, output }],
    notes: [
      ...sayProblems(left, flags.verbose === true),
      ...sayChanges(made.changes, flags.verbose === true),
      ...written,
    ],
  };
}

function refuseFile(pkgdir: string): void {
  if (pkgdir === '') throw new UsageError('the PKGDIR is empty; give a directory of binary packages');
  if (statSync(pkgdir, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new NotCheckedError(`${pkgdir} is not a directory; give the PKGDIR that the index is to be of`);
}

/** Of a directory that holds nothing but an index of packages elsewhere a new one would be empty. */
function refuseElsewhere(pkgdir: string, existing: PackagesIndex | null, files: number): void {
  const uri = existing?.header.get('URI') ?? '';
  if (files > 0 || uri === '' || existing?.entries.length === 0) return;
  throw new NotCheckedError(
    `${pkgdir}: no index was made, as it would be empty: the packages of its index are at ${uri}, none is here`,
  );
}

/** An index without them would unpublish packages that may be all right. */
function refuseUnread(pkgdir: string, unread: readonly Unread[]): void {
  if (unread.length === 0) return;
  const lines = unread.map(({ path, why }) => makePrintable(`  ${path}: ${why}`));
  throw new NotCheckedError(
    [
      `${pkgdir}: no index was made, as it would lack what could not be read; run as a user who may read it:`,
      ...lines,
    ].join('\n'),
  );
}

/** Files with one fault are told together. */
function sayProblems(
  problems: readonly Pick<Problem, 'file' | 'message' | 'skipped'>[],
  isVerbose: boolean,
): string[] {
  const causes = new Map<string, string[]>();
  for (const { file, message, skipped } of problems)
    getOrMake(causes, `${skipped ? 'left out: ' : ''}${message}`, () => []).push(file);
  return [...causes].flatMap(([what, files]) => {
    const shown = isVerbose || files.length <= MOST_FILES ? files : files.slice(0, MOST_FILES - 1);
    const lines = shown.map(file => makePrintable(`${file}: ${what}`));
    const rest = files.length - shown.length;
    return rest > 0 ? [...lines, `... ${sayCount(rest, 'more file')} likewise (--verbose)`] : lines;
  });
}

function sayChanges(changes: readonly Change[], isVerbose: boolean): string[] {
  const shown = isVerbose ? changes : changes.slice(0, MOST_CHANGES);
  const lines = shown.map(change => {
    const keys =
      change.kind === 'changed'
        ? ` (${change.keys.map(({ key }) => DISK_NAMES.get(key) ?? key).join(', ')})`
        : '';
    return makePrintable(`${change.kind}: ${change.path}${keys}`);
  });
  const rest = changes.length - shown.length;
  return rest > 0 ? [...lines, `... ${sayCount(rest, 'more change')} (--verbose)`] : lines;
}
