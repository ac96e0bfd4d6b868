// Command line and configuration file made one: where both speak, the command line wins.

import { splitList } from '../base/split-list.js';
import type { CheckOptions } from '../check/check.js';
import type { ClientRequest } from '../load/client/read-client.js';
import { defaultCacheDirectory } from '../load/payload/default-cache-directory.js';
import { DEFAULT_SIGNATURE_DAYS } from '../model/signature.js';
import { CLIENT_MODES, type ClientMode } from '../model/update/client-mode.js';
import type { Origin, PolicyOrigins } from '../report/findings/reporter.js';
import { makePrintable } from '../report/words/make-printable.js';
import type { Severity } from '../rules/kit/finding.js';
import { chooseWord } from './choose-word.js';
import { type BaselineArgument, parseBaseline } from './config/baseline-argument.js';
import { findConfig, isUrl } from './config/find-config.js';
import type { Config, ConfigWords } from './config/parse-config.js';
import { UsageError } from './failure.js';
import { FLAGS } from './flags/declared-flags.js';
import { DURATION, parseDuration } from './flags/duration.js';
import { choicesOf } from './flags/flag.js';
import { mergeFile } from './flags/merge-file.js';
import type { AuditFlags, LoadingFlags } from './flags.js';
import { settleTelling, type Telling } from './render.js';
import { settlePolicy } from './settle-policy.js';

/** What is to be loaded. */
export interface LoadingSettings {
  readonly source: string;
  readonly installed: readonly BaselineArgument[];
  readonly with: readonly string[];
  /** Earlier generations, which are only compared. */
  readonly published?: readonly string[];
  /** Ebuild repositories, the main one first. */
  readonly tree: readonly string[];
  /** Profiles and configurations by which packages are chosen or masked. */
  readonly clients: readonly ClientRequest[];
  /** Whether progress may be shown where somebody watches. */
  readonly progress: boolean;
  /** Indices are read whatever their size. */
  readonly unlimited?: boolean;
  /** Milliseconds for an answer of a server; absent where nobody says. */
  readonly within?: number;
  /** Package files read at the same time, and threads; absent where nobody says. */
  readonly jobs?: number;
}

const FAIL_ON = FLAGS['fail-on'].takes.choices;
type FailOn = (typeof FAIL_ON)[number];

export interface SignatureSettings {
  /** Files and directories of public keys. */
  readonly keyring: readonly string[];
  readonly days: number;
}

export interface PayloadSettings {
  /** Directory; null: facts are not kept. */
  readonly cache: string | null;
}

export interface AuditSettings extends LoadingSettings, Telling<string> {
  readonly check: CheckOptions;
  /** Rules that were asked for by name: if one cannot run, the question has no answer. */
  readonly required: readonly string[];
  readonly signatures?: SignatureSettings;
  /** What is in the packages, too. */
  readonly payload?: PayloadSettings;
  /** URLs of copies of the source. */
  readonly mirrors?: readonly string[];
  readonly fetchMetadata: boolean;
  readonly failOn: FailOn;
  /** Who said what is not the program's default. */
  readonly from: PolicyOrigins;
}

/** The configuration of a run. */
export interface Configuration {
  readonly config: Config;
  /** The file; null without one. */
  readonly file: { readonly location: string; readonly digest: string } | null;
  /** Files that somebody may expect to count, and that do not: for standard error. */
  readonly notes: readonly string[];
}

/** Reads the configuration file given or nearest; without one everything is as the flags say. */
export async function readSettings(
  sources: readonly string[],
  flags: LoadingFlags,
  words: ConfigWords,
): Promise<Configuration> {
  if (flags.config === false) return NO_CONFIGURATION;
  const given = typeof flags.config === 'string' ? flags.config : null;
  const { path, ignored } = given === null ? await findConfig(sources) : { path: given, ignored: [] };
  const notes = ignored.map(sayIgnored);
  if (path === null) return { ...NO_CONFIGURATION, notes };
  const { fromHere, readConfig } = await import('./config/read-config.js');
  const { config, digest } = await readConfig(path, words);
  return { config, file: { location: given ?? fromHere(path), digest }, notes };
}

const NO_CONFIGURATION: Configuration = { config: {}, file: null, notes: [] };

function sayIgnored(path: string): string {
  return makePrintable(
    `${path} was not read: configuration counts in the working directory and above, and never where what is judged lies; --config ${path} takes it`,
  );
}

const EMPTY_SOURCE = 'the SOURCE is empty; give a PKGDIR, a Packages file, or the URL of a binhost';

/** `flags` with what the configuration file adds. */
export function settleLoading(source: string, flags: LoadingFlags): LoadingSettings {
  if (source === '') throw new UsageError(EMPTY_SOURCE);
  const installed = (flags.installed ?? []).map(parseBaseline);
  const names = installed.map(({ name, path }) => name ?? path);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new UsageError(`two baselines are called '${twice}'; name them apart: --installed NAME=PATH`);
  }
  return {
    source,
    installed,
    with: flags.with ?? [],
    tree: flags.tree ?? [],
    clients: settleClients(flags),
    progress: flags.progress !== false,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...settleTimeout(flags),
    ...(flags.limits === false ? { unlimited: true } : {}),
  };
}

export function settleTimeout({ timeout }: Pick<LoadingFlags, 'timeout'>): { readonly within?: number } {
  if (timeout === undefined) return {};
  const within = parseDuration(timeout);
  if (within === null) throw new UsageError(`--timeout must be ${DURATION}, not '${timeout}'`);
  return { within };
}

/** Each `--client` is one, with the profile given or its own; without any, each `--profile` is one. */
function settleClients(flags: LoadingFlags): readonly ClientRequest[] {
  const tree = flags.tree ?? [];
  const profiles = flags.profile ?? [];
  const clients = flags.client ?? [];
  if (clients.length === 0) return profiles.map(profile => ({ profile, tree }));
  if (profiles.length > 1)
    throw new UsageError('several profiles for one client; give one --profile with --client, or none');
  const [profile] = profiles;
  return clients.map(client => ({ client, tree, ...(profile === undefined ? {} : { profile }) }));
}

/** Of `audit`, and of the gate, which judges twice. */
export function settleAudit(
  source: string,
  given: AuditFlags,
  config: Config,
  words: ConfigWords,
  command: 'audit' | 'gate' = 'audit',
): AuditSettings {
  const flags: AuditFlags = mergeFile(command, given, config);
  const only = chooseRules('--only', flags.only, words.rules);
  const force = chooseRules('--force', flags.force, words.rules) ?? [];
  const levels = Object.entries(config.rules ?? {});
  const off = levels.filter(([, level]) => level === 'off').map(([id]) => id);
  // A rule that the command line asks for is not switched off by the file.
  const asked = new Set([given.only, given.force].flatMap(lists => (lists ?? []).flatMap(splitList)));
  const left = chooseRules('--skip', flags.skip, words.rules) ?? [];
  const skip = [...new Set([...left, ...off.filter(id => !asked.has(id))])];
  const severities = Object.fromEntries(
    levels.filter((entry): entry is [string, Severity] => entry[1] !== 'off'),
  );
  const critical = flags.critical?.flatMap(splitList);
  return {
    ...settleLoading(source, flags),
    ...settleTelling(flags, choicesOf(FLAGS.format, command)),
    ...settleSignatures(flags),
    ...settlePayload(given, flags),
    published: flags.published ?? [],
    check: {
      skip,
      force,
      severities,
      prove: flags.prove ?? false,
      ...(only === undefined ? {} : { only }),
      ...(critical === undefined ? {} : { critical }),
      clientMode: settleClientMode(flags),
      policy: settlePolicy(flags),
    },
    required: [...new Set([...force, ...(only ?? [])])].filter(id => !skip.includes(id)),
    failOn: settleFailOn(flags),
    from: {
      ...originOf(given.failOn, flags.failOn, 'failOn'),
      ...originOf(given.clientMode, flags.clientMode, 'clientMode'),
      rules: Object.fromEntries([
        ...Object.keys(severities).map(id => [id, 'file']),
        ...skip.map(id => [id, given.skip !== undefined && left.includes(id) ? 'option' : 'file']),
      ]),
    },
    ...(flags.mirror === undefined ? {} : { mirrors: flags.mirror.map(chooseMirror) }),
    fetchMetadata: flags.fetchMetadata ?? false,
  };
}

/** `said` on the command line, `counts` with what the file adds. */
function originOf<K extends 'failOn' | 'clientMode'>(
  said: string | undefined,
  counts: string | undefined,
  key: K,
): { readonly [name in K]?: Origin } {
  if (counts === undefined) return {};
  return { [key]: said === undefined ? 'file' : 'option' } as { readonly [name in K]?: Origin };
}

/** Which rebuilds clients take. */
export function settleClientMode(flags: { readonly clientMode?: string }): ClientMode {
  return chooseWord(flags.clientMode ?? 'getbinpkg', CLIENT_MODES, 'kind of client');
}

/** The threshold of a command that has one. */
export function settleFailOn(flags: { readonly failOn?: string }): FailOn {
  return chooseWord(flags.failOn ?? 'error', FAIL_ON, 'severity');
}

function chooseMirror(location: string): string {
  if (isUrl(location)) return location;
  throw new UsageError(`--mirror '${location}' is no URL; give one that begins with http:// or https://`);
}

/** `given`: what the command line says; a cache that only the file names waits for `--payload`. */
function settlePayload(given: AuditFlags, flags: AuditFlags): { readonly payload?: PayloadSettings } {
  const { cache } = flags;
  if (cache === '') throw new UsageError('--cache is empty; give a directory, or --no-cache');
  if (flags.payload !== true) {
    if (given.cache === undefined) return {};
    throw new UsageError('--cache keeps what --payload finds; give --payload, or leave it out');
  }
  const directory = typeof cache === 'string' ? cache : defaultCacheDirectory(process.env);
  return { payload: { cache: cache === false ? null : directory } };
}

function settleSignatures({ keyring, signatureDays }: AuditFlags): {
  readonly signatures?: SignatureSettings;
} {
  if (keyring === undefined) return {};
  return { signatures: { keyring, days: signatureDays ?? DEFAULT_SIGNATURE_DAYS } };
}

/** A value without any rule, as of a variable that is not set, is not what was meant: judging by no rule finds nothing. */
function chooseRules(
  option: string,
  lists: readonly string[] | undefined,
  rules: readonly string[],
): readonly string[] | undefined {
  return lists?.flatMap(list => {
    const ids = splitList(list);
    if (ids.length === 0) {
      throw new UsageError(
        `${option} '${list}' names no rule; name one ("binpkg-check explain" lists them), or leave the option out`,
      );
    }
    return ids.map(id => chooseWord(id, rules, 'rule'));
  });
}
