// Command line and configuration file made one: where both speak, the command line wins.

import { splitList } from '../base/split-list.js';
import type { CheckOptions } from '../check/check.js';
import type { ClientRequest } from '../load/client/read-client.js';
import { defaultCacheDirectory } from '../load/payload/default-cache-directory.js';
import { DEFAULT_SIGNATURE_DAYS } from '../model/signature.js';
import type { Severity } from '../rules/kit/finding.js';
import { chooseWord } from './choose-word.js';
import { type BaselineArgument, parseBaseline } from './config/baseline-argument.js';
import { findConfig, isUrl } from './config/find-config.js';
import type { Config, ConfigWords } from './config/parse-config.js';
import { UsageError } from './failure.js';
import type { AuditFlags, LoadingFlags } from './flags.js';
import { settleOutput } from './render.js';
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
}

const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
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

export interface AuditSettings extends LoadingSettings {
  readonly check: CheckOptions;
  /** Rules that were asked for by name: if one cannot run, the question has no answer. */
  readonly required: readonly string[];
  /** Package files read at the same time; absent where nobody says. */
  readonly jobs?: number;
  readonly signatures?: SignatureSettings;
  /** What is in the packages, too. */
  readonly payload?: PayloadSettings;
  /** URLs of copies of the source. */
  readonly mirrors?: readonly string[];
  readonly fetchMetadata: boolean;
  readonly failOn: FailOn;
  readonly format: string;
  readonly output: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly colour: boolean;
}

/** Reads the configuration file given or nearest to the source; without one everything is as the flags say. */
export async function readSettings(source: string, flags: LoadingFlags, words: ConfigWords): Promise<Config> {
  const path = flags.config ?? (await findConfig(source));
  if (path === null) return {};
  const { readConfig } = await import('./config/read-config.js');
  return readConfig(path, words);
}

const EMPTY_SOURCE = 'the SOURCE is empty; give a PKGDIR, a Packages file, or the URL of a binhost';

export function settleLoading(source: string, flags: LoadingFlags, config: Config): LoadingSettings {
  if (source === '') throw new UsageError(EMPTY_SOURCE);
  const installed = (flags.installed ?? config.installed ?? []).map(parseBaseline);
  const names = installed.map(({ name, path }) => name ?? path);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new UsageError(`two baselines are called '${twice}'; name them apart: --installed NAME=PATH`);
  }
  return {
    source,
    installed,
    with: flags.with ?? config.with ?? [],
    tree: flags.tree ?? config.tree ?? [],
    clients: settleClients(flags, config),
    progress: flags.progress && config['no-progress'] !== true,
  };
}

/** Each `--client` is one, with the profile given or its own; without any, each `--profile` is one. */
function settleClients(flags: LoadingFlags, config: Config): readonly ClientRequest[] {
  const tree = flags.tree ?? config.tree ?? [];
  const profiles = flags.profile ?? config.profile ?? [];
  const clients = flags.client ?? config.client ?? [];
  if (clients.length === 0) return profiles.map(profile => ({ profile, tree }));
  if (profiles.length > 1)
    throw new UsageError('several profiles for one client; give one --profile with --client, or none');
  const [profile] = profiles;
  return clients.map(client => ({ client, tree, ...(profile === undefined ? {} : { profile }) }));
}

export function settleAudit(
  source: string,
  flags: AuditFlags,
  config: Config,
  words: ConfigWords,
): AuditSettings {
  const given = {
    only: chooseRules('--only', flags.only, words.rules),
    skip: chooseRules('--skip', flags.skip, words.rules),
    force: chooseRules('--force', flags.force, words.rules),
  };
  const only = given.only ?? config.only;
  const force = given.force ?? config.force ?? [];
  // A rule that the command line asks for is not switched off by the file.
  const asked = new Set([...(given.only ?? []), ...(given.force ?? [])]);
  const levels = Object.entries(config.rules ?? {});
  const off = levels.filter(([id, level]) => level === 'off' && !asked.has(id)).map(([id]) => id);
  const skip = [...new Set([...(given.skip ?? config.skip ?? []), ...off])];
  const severities = Object.fromEntries(
    levels.filter((entry): entry is [string, Severity] => entry[1] !== 'off'),
  );
  const loudness = settleLoudness(flags, config);
  const jobs = flags.jobs ?? config.jobs;
  const mirrors = flags.mirror ?? config.mirror;
  const critical = flags.critical?.flatMap(splitList) ?? config.critical;
  return {
    ...settleLoading(source, flags, config),
    published: flags.published ?? config.published ?? [],
    check: {
      skip,
      force,
      severities,
      prove: flags.prove ?? config.prove ?? false,
      ...(only === undefined ? {} : { only }),
      ...(critical === undefined ? {} : { critical }),
      policy: settlePolicy(flags, config),
    },
    required: [...new Set([...force, ...(only ?? [])])].filter(id => !skip.includes(id)),
    failOn: chooseWord(flags.failOn ?? config['fail-on'] ?? 'error', FAIL_ON, 'severity'),
    format: chooseWord(flags.format ?? config.format ?? 'text', words.formats, 'format'),
    output: settleOutput(flags.output ?? config.output),
    ...loudness,
    ...(jobs === undefined ? {} : { jobs }),
    ...settleSignatures(flags, config),
    ...settlePayload(flags, config),
    fetchMetadata: flags.fetchMetadata ?? config['fetch-metadata'] ?? false,
    ...(mirrors === undefined ? {} : { mirrors: mirrors.map(chooseMirror) }),
    colour: flags.color && config['no-color'] !== true,
  };
}

function chooseMirror(location: string): string {
  if (isUrl(location)) return location;
  throw new UsageError(`--mirror '${location}' is no URL; give one that begins with http:// or https://`);
}

function settlePayload(flags: AuditFlags, config: Config): { readonly payload?: PayloadSettings } {
  const { cache = config['no-cache'] === true ? false : config.cache } = flags;
  if (cache === '') throw new UsageError('--cache is empty; give a directory, or --no-cache');
  if (!(flags.payload ?? config.payload ?? false)) {
    if (flags.cache === undefined) return {};
    throw new UsageError('--cache keeps what --payload finds; give --payload, or leave it out');
  }
  const directory = typeof cache === 'string' ? cache : defaultCacheDirectory(process.env);
  return { payload: { cache: cache === false ? null : directory } };
}

function settleSignatures(flags: AuditFlags, config: Config): { readonly signatures?: SignatureSettings } {
  const keyring = flags.keyring ?? config.keyring;
  if (keyring === undefined) return {};
  const days = flags.signatureDays ?? config['signature-days'] ?? DEFAULT_SIGNATURE_DAYS;
  return { signatures: { keyring, days } };
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

function settleLoudness(
  flags: AuditFlags,
  config: Config,
): { readonly quiet: boolean; readonly verbose: boolean } {
  if (flags.quiet && flags.verbose)
    throw new UsageError('--quiet and --verbose contradict each other; give one of them');
  if (flags.quiet || flags.verbose) return { quiet: flags.quiet === true, verbose: flags.verbose === true };
  return { quiet: config.quiet === true, verbose: config.verbose === true && config.quiet !== true };
}
