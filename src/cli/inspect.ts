// `inspect FILE...`: what package files say about themselves, and what is wrong with them.

import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Decision, decide } from '../answer/decide.js';
import { hideCredentials } from '../base/hide-credentials.js';
import { type ReadPackageOptions, readPackageFile } from '../load/package/read-package-file.js';
import type { PackageFile } from '../model/package-file.js';
import type { Payload } from '../model/payload.js';
import type { Problem } from '../model/problem.js';
import { signatureOf } from '../model/signature.js';
import { whyUnread } from '../model/unread.js';
import { judgePackage } from '../pkgdir/judge-package.js';
import {
  describePackageFile,
  describePackageFiles,
  INSPECT_LIST_SCHEMA,
  type InspectedFile,
} from '../report/package/describe-package-file.js';
import { tellPackageFile } from '../report/package/tell-package-file.js';
import { isUrl } from './config/find-config.js';
import type { CommandOutcome } from './deliver.js';
import { describeFailure, EXIT, exitCodeOf, UsageError } from './failure.js';
import type { InspectFlags } from './flags.js';
import { networkOf } from './open-sources.js';
import { readVersion } from './read-version.js';
import { refuseOutput } from './refuse-output.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson } from './render.js';
import { settleTimeout } from './settle-flags.js';
import { watchProgress } from './terminal/watch-progress.js';

export async function inspect(paths: readonly string[], flags: InspectFlags): Promise<CommandOutcome> {
  const telling = settleTelling(flags, ANSWER_FORMATS);
  refuseOutput(flags.output, paths);
  const trust = await readTrust(flags.keyring);
  const files: InspectedFile[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    if (path === '') throw new UsageError('the FILE is empty; give the path of an xpak or gpkg file');
    if (flags.payload === true && isUrl(path))
      throw new UsageError('--payload reads all of a package; give a file and not a URL');
    try {
      const file = isUrl(path) ? await fetchFile(path, trust, flags) : await readFile(path, trust);
      const payload = flags.payload === true ? await readPayload(path) : null;
      const inside = (payload?.problems ?? []).filter(problem => !isTold(problem, file.problems));
      const problems = [...file.problems, ...judgePackage(file), ...inside];
      files.push({
        ...file,
        path: hideCredentials(path),
        problems,
        ...(payload === null ? {} : { payload }),
      });
    } catch (error) {
      const { code, text } = describeFailure(error, readVersion());
      if (code !== EXIT.notChecked) throw error;
      notes.push(text);
    }
  }
  return render(
    telling,
    {
      text: style => files.map(file => tellPackageFile(file, style)).join('\n'),
      json: () => {
        if (paths.length > 1) return toJson(describePackageFiles(files));
        return files[0] === undefined ? '' : toJson(describePackageFile(files[0]));
      },
      ndjson: () => toNdjson(listFiles(files)),
    },
    { code: exitCodeOf(judge(files, notes, trust)), notes },
  );
}

function* listFiles(files: readonly InspectedFile[]): Generator<object> {
  yield { kind: 'inspect-list', schema: INSPECT_LIST_SCHEMA };
  for (const file of files) yield { kind: 'file', ...describePackageFile(file) };
}

type Trust = Pick<ReadPackageOptions, 'trust'>;

async function readTrust(keyring: readonly string[] | undefined): Promise<Trust> {
  if (keyring === undefined) return {};
  const { readKeyring } = await import('../load/signature/read-keyring.js');
  return { trust: { keyring: await readKeyring(keyring), at: Math.floor(Date.now() / 1000) } };
}

/** Nothing is known of it, not even whether it is a package. */
function isUnread(file: PackageFile): boolean {
  return file.format === null && whyUnread(file) !== null;
}

/** What keeps the container from being read keeps the contents from it too. */
function isTold({ code, message, offset }: Problem, problems: readonly Problem[]): boolean {
  return problems.some(told => told.code === code && told.message === message && told.offset === offset);
}

/** The file itself, wherever links lead to it: the user named it. */
async function readFile(path: string, trust: Trust): Promise<PackageFile> {
  const real = realpathSync(path);
  const file = await readPackageFile(dirname(real), basename(real), { digests: true, ...trust });
  return { ...file, path: real };
}

async function readPayload(path: string): Promise<Payload> {
  const { scanPayload } = await import('../load/payload/scan-payload.js');
  const real = realpathSync(path);
  return scanPayload(dirname(real), basename(real));
}

async function fetchFile(url: string, trust: Trust, flags: InspectFlags): Promise<PackageFile> {
  const { fetchPackage } = await import('../load/remote/fetch-range-package.js');
  const timeout = settleTimeout(flags);
  const progress = await watchProgress(flags.progress !== false);
  try {
    return await fetchPackage(url, { ...trust, ...timeout, http: networkOf(timeout, progress) });
  } finally {
    progress.stop();
  }
}

/** A defect that clients meet fails; a part that could not be looked at leaves the question open. */
function judge(files: readonly PackageFile[], notes: readonly string[], { trust }: Trust): Decision {
  // Whoever gives a keyring wants packages signed.
  const isTrusted = (file: PackageFile) => trust === undefined || signatureOf(file).state === 'good';
  const isSound = (file: PackageFile) => describePackageFile(file).valid && isTrusted(file);
  const faulty = files.filter(file => !isUnread(file) && !isSound(file));
  const effects = files.flatMap(file => file.problems.map(problem => problem.effect));
  return decide({
    found: faulty.map(() => 'error' as const),
    isIncomplete: notes.length > 0 || files.some(isUnread) || effects.includes('unchecked'),
  });
}
