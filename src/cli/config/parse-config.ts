// The text of `binpkg-check.yaml`: the command's long options by name, and a severity for each rule.
// Faults are told with file, line, key and the known word that is nearest.

import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { nearestWord } from '../../base/nearest-word.js';
import { splitList } from '../../base/split-list.js';
import { ISA_NAMES, isKernelVersion } from '../../model/policy.js';

/** Words that the file may use and that this floor does not know. */
export interface ConfigWords {
  readonly rules: readonly string[];
  readonly formats: readonly string[];
}

const LEVELS = ['error', 'warning', 'info'] as const;
const FAIL_ON = [...LEVELS, 'never'] as const;
const RULE_LEVELS = ['off', ...LEVELS] as const;
const PATH_LISTS = [
  ...['installed', 'with', 'published', 'mirror', 'keyring'],
  ...['tree', 'profile', 'client'],
] as const;
/** In one text they are separated by commas or spaces. */
const WORD_LISTS = ['only', 'skip', 'force', 'critical'] as const;

const KERNEL = 'a version of Linux in quotation marks, as "5.10"';

type Written = v.InferOutput<ReturnType<typeof makeSchema>>;
type ListKey = (typeof PATH_LISTS)[number] | (typeof WORD_LISTS)[number];

/** A checked configuration; single texts have become lists. */
export type Config = Omit<Written, ListKey> & { readonly [K in ListKey]?: readonly string[] };

/** Faults of a configuration file, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The configuration in a text; `path` is only named in messages. */
export function parseConfig(text: string, path: string, words: ConfigWords): Config {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const place = (offset: number) => `${path}:${counter.linePos(offset).line}`;
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new ConfigError(`${place(syntax.pos[0])}: not valid YAML: ${syntax.message}`);
  const value = readValue(document, path) ?? {};
  // A list is an object to valibot.
  if (Array.isArray(value))
    throw new ConfigError(`${path}:1: the file must be a map from options to values, not a list`);
  const result = v.safeParse(makeSchema(words.formats), value);
  const config = result.success ? makeLists(result.output) : {};
  const faults = result.success
    ? [...findEmptyLists(config), ...findUnknownRules(config, words.rules)]
    : result.issues.map(sayIssue);
  if (faults.length === 0) return config;
  const lines = faults.map(fault => `${place(findOffset(document, fault.keys))}: ${fault.text}`);
  throw new ConfigError([...new Set(lines)].join('\n'));
}

function readValue(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases upon aliases, which would grow without bound.
    throw new ConfigError(`${path}: not usable YAML: ${(error as Error).message}`);
  }
}

/** Each message completes "must be ...". */
function makeSchema(formats: readonly string[]) {
  const flag = v.optional(v.boolean('true or false'));
  const text = v.string('a text');
  const list = v.optional(v.union([text, v.array(text)], 'a text or a list of texts'));
  const whole = 'a whole number from 1';
  const level = v.picklist(RULE_LEVELS, sayChoice(RULE_LEVELS));
  return v.strictObject(
    {
      installed: list,
      with: list,
      published: list,
      tree: list,
      profile: list,
      client: list,
      mirror: list,
      keyring: list,
      only: list,
      skip: list,
      force: list,
      critical: list,
      // A number would lose what makes 5.10 another version than 5.1.
      kernel: v.optional(v.pipe(v.string(KERNEL), v.check(isKernelVersion, KERNEL))),
      isa: v.optional(v.picklist(ISA_NAMES, sayChoice(ISA_NAMES))),
      prove: flag,
      payload: flag,
      cache: v.optional(text),
      'no-cache': flag,
      'fetch-metadata': flag,
      'fail-on': v.optional(v.picklist(FAIL_ON, sayChoice(FAIL_ON))),
      format: v.optional(v.picklist(formats, sayChoice(formats))),
      output: v.optional(text),
      'signature-days': v.optional(v.pipe(v.number(whole), v.integer(whole), v.minValue(1, whole))),
      jobs: v.optional(v.pipe(v.number(whole), v.integer(whole), v.minValue(1, whole))),
      quiet: flag,
      verbose: flag,
      'no-progress': flag,
      'no-color': flag,
      rules: v.optional(v.record(text, level, 'a map from rule ids to severities')),
    },
    'a map from options to values',
  );
}

const OPTIONS: readonly string[] = Object.keys(makeSchema([]).entries);

/** Rule ids in one text are separated by commas or spaces, as on the command line; a path stays whole. */
function makeLists(written: Written): Config {
  const lists: { [K in ListKey]?: readonly string[] } = {};
  for (const key of PATH_LISTS) {
    const value = written[key];
    if (value !== undefined) lists[key] = typeof value === 'string' ? [value] : value;
  }
  for (const key of WORD_LISTS) {
    const value = written[key];
    if (value !== undefined)
      lists[key] = (typeof value === 'string' ? [value] : value).flatMap(text => splitList(text));
  }
  return { ...(written as Omit<Written, ListKey>), ...lists };
}

interface Fault {
  readonly keys: readonly string[];
  readonly text: string;
}

function sayIssue(issue: v.BaseIssue<unknown>): Fault {
  const keys = (issue.path ?? []).map(item => String(item.key));
  const name = keys.length === 0 ? 'the file' : `'${keys.join('.')}'`;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { keys, text: `there is no option ${name}${suggest(keys[0] ?? '', OPTIONS)}` };
  }
  const words = issue.type === 'picklist' ? issue.message.split(/, | or /) : [];
  const hint = typeof issue.input === 'string' ? suggest(issue.input, words) : '';
  return { keys, text: `${name} must be ${issue.message}, not ${issue.received}${hint}` };
}

function sayChoice(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function suggest(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  return nearest === null ? '' : `; did you mean '${nearest}'?`;
}

/** To judge by no rule is to find nothing. */
function findEmptyLists({ only }: Config): Fault[] {
  if (only === undefined || only.length > 0) return [];
  return [{ keys: ['only'], text: "'only' names no rule; name one, or leave it out to judge by all" }];
}

function findUnknownRules(config: Config, rules: readonly string[]): Fault[] {
  const listed = (['only', 'skip', 'force'] as const).flatMap(key =>
    (config[key] ?? []).map(id => ({ keys: [key], id })),
  );
  const levelled = Object.keys(config.rules ?? {}).map(id => ({ keys: ['rules', id], id }));
  return [...listed, ...levelled]
    .filter(({ id }) => !rules.includes(id))
    .map(({ keys, id }) => ({ keys, text: `there is no rule '${id}'${suggest(id, rules)}` }));
}

/** Where a key or item stands in the file; the nearest enclosing thing where it has no place of its own. */
function findOffset(document: Document, keys: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === key);
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}
