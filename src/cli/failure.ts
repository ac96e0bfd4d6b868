// How the command ends, and what is said where it could not do its work: what happened, why, what to do.

import type { Decision } from '../answer/decide.js';
import type { Lack } from '../load/file/input-error.js';
import { makePrintable } from '../report/words/make-printable.js';

/** Exit codes (contract: Command). */
export const EXIT = {
  clean: 0,
  findings: 1,
  usage: 2,
  notChecked: 3,
  bug: 70,
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** How a command ends that has an answer, or found that it has none. */
export function exitCodeOf(decision: Decision): ExitCode {
  return { pass: EXIT.clean, fail: EXIT.findings, undecided: EXIT.notChecked }[decision];
}

/** The command line or configuration asks for something that there is not. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The command whose help says what is right; null where it is not known which. */
  command: string | null = null;
}

/** An input cannot be read, or a rule that must run could not. */
export class NotCheckedError extends Error {
  override readonly name = 'NotCheckedError';
}

export interface Ending {
  readonly code: ExitCode;
  /** For standard error, without the program's name. */
  readonly text: string;
}

/** What an error means to the user. Errors are told apart by name: their modules need not be loaded for this. */
export function describeFailure(error: unknown, version: string): Ending {
  if (!(error instanceof Error)) return describeBug(new Error(String(error)), version);
  const message = MANY_LINES.includes(error.name) ? error.message : makePrintable(error.message);
  if (['UsageError', 'ConfigError', 'LocationError'].includes(error.name))
    return { code: EXIT.usage, text: `${message}${sayHelp(error)}` };
  if (['NotCheckedError', 'InputError', 'FormatError', 'WriteError'].includes(error.name)) {
    return { code: EXIT.notChecked, text: `${message}${sayLack(error)}${adviseOn(error)}` };
  }
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && typeof syscall === 'string') {
    const what = path === undefined ? syscall : `'${path}'`;
    return { code: EXIT.notChecked, text: makePrintable(`${what}: ${SYSTEM_ERRORS[code] ?? error.message}`) };
  }
  return describeBug(error, version);
}

/** They are lists; what stands in their lines is made printable where they are made. A line feed in any other is a stranger's. */
const MANY_LINES: readonly string[] = ['UsageError', 'ConfigError', 'NotCheckedError'];

/** Where what is right can be read, as after the mistakes that the parser of the command line finds. */
function sayHelp(error: Error & { readonly command?: string | null }): string {
  return error.command ? `\n"binpkg-check help ${error.command}" lists what it takes.` : '';
}

/** The option by which an input is given that was not there. */
function sayLack(error: Error & { readonly lacks?: Lack | null }): string {
  return error.lacks ? LACKS[error.lacks] : '';
}

const LACKS: Readonly<Record<Lack, string>> = {
  limits: '; --no-limits reads it all the same',
  time: '; --timeout TIME waits longer',
  'named-profile': ', or its name in a --tree',
  profile: ' (--profile PATH)',
  'profile-repository': ' (--tree PATH)',
  repository: ': --tree PATH',
};

/** What to run instead on an input that is something else. */
function adviseOn(error: Error & { readonly kind?: unknown; readonly location?: unknown }): string {
  const advice = typeof error.kind === 'string' ? ADVICE[error.kind] : undefined;
  return advice === undefined ? '' : `; ${advice.replace('FILE', () => String(error.location))}`;
}

const ADVICE: Readonly<Record<string, string>> = {
  gpkg: 'binpkg-check inspect FILE tells what is in it',
  xpak: 'binpkg-check inspect FILE tells what is in it',
  report: 'binpkg-check explain FINGERPRINT --report FILE tells of its findings',
  html: 'give the address of the directory that holds Packages',
  tar: 'an archive of a root is a baseline: --installed FILE',
  'index-cut': 'binpkg-check index PKGDIR --write makes it anew from the packages',
};

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory; check the path',
  ENOTDIR: 'a part of the path is a file, not a directory; check the path',
  EISDIR: 'is a directory where a file is needed',
  EACCES: 'no permission; run as a user who may read it, or change its mode',
  EPERM: 'not permitted; run as a user who may do this',
  ELOOP: 'symbolic links lead in a circle',
  EMFILE: 'too many open files; raise the limit (ulimit -n)',
  ENOSPC: 'no space left on the device; free some and run again',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
};

function describeBug(error: Error, version: string): Ending {
  const text = [
    'this is a bug in the program, not a defect of your packages. Nothing was judged.',
    'Please report it together with the command line and these lines:',
    '',
    `  binpkg-check ${version}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    ...(error.stack ?? String(error)).split('\n').map(line => `  ${line}`),
  ];
  return { code: EXIT.bug, text: text.join('\n') };
}
