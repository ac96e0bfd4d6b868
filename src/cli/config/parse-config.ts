// The text of `binpkg-check.yaml`: the command's long options by name, and a severity for each rule.
// Faults are told with file, line, key and the known word that is nearest.

import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { nearestWord } from '../../base/nearest-word.js';
import { splitList } from '../../base/split-list.js';
import { makePrintable } from '../../report/words/make-printable.js';
import { FLAGS } from '../flags/declared-flags.js';
import { type CommandName, choicesOf, type Flag } from '../flags/flag.js';
import type { FlagsInFile } from '../flags/flags-of.js';

/** Words that the file may use and that this floor does not know. */
export interface ConfigWords {
  readonly rules: readonly string[];
}

const RULE_LEVELS = ['off', 'error', 'warning', 'info'] as const;

/** A checked configuration; single texts have become lists. */
export interface Config extends FlagsInFile {
  readonly rules?: Readonly<Record<string, (typeof RULE_LEVELS)[number]>>;
}

/** The flags that a file may say, by name. */
const IN_FILE = new Map(
  (Object.entries(FLAGS) as [string, Flag][]).filter(([, { inFile }]) => typeof inFile !== 'string'),
);

/** What a file may say: those flags, and the severities of rules. */
export const CONFIG_KEYS: readonly string[] = [...IN_FILE.keys(), 'rules'];

/** Faults of a configuration file, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The configuration in a text; `path` is only named in messages. */
export function parseConfig(text: string, path: string, words: ConfigWords): Config {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number) => `${path}:${counter.linePos(offset).line}`;
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new ConfigError(`${place(syntax.pos[0])}: not valid YAML: ${makePrintable(syntax.message)}`);
  const value = readValue(document, path) ?? {};
  // A list is an object to valibot.
  if (Array.isArray(value))
    throw new ConfigError(`${path}:1: the file must be a map from options to values, not a list`);
  const result = v.safeParse(SCHEMA, value);
  const config = result.success ? makeLists(result.output) : {};
  const faults = result.success
    ? [...findEmptyLists(config), ...findContradictions(config), ...findUnknownRules(config, words.rules)]
    : result.issues.map(sayIssue);
  if (faults.length === 0) return config;
  const lines = faults.map(({ keys, text: fault }) =>
    makePrintable(`${place(findOffset(document, keys))}: ${fault}`),
  );
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
const SCHEMA = v.strictObject(
  {
    ...Object.fromEntries([...IN_FILE].map(([name, flag]) => [name, v.optional(schemaOf(flag))])),
    rules: v.optional(
      v.record(
        v.string('a text'),
        v.picklist(RULE_LEVELS, sayChoice(RULE_LEVELS)),
        'a map from rule ids to severities',
      ),
    ),
  },
  'a map from options to values',
);

function schemaOf({ takes, inFile }: Flag): v.GenericSchema {
  const text = v.string('a text');
  const whole = 'a whole number from 1';
  switch (takes.kind) {
    case 'switch':
    case 'denial':
      return v.boolean('true or false');
    case 'paths':
    case 'words':
      return v.union([text, v.array(text)], 'a text or a list of texts');
    case 'count':
      return v.pipe(v.number(whole), v.integer(whole), v.minValue(1, whole));
    case 'percent':
      return v.pipe(v.number(PERCENT), v.minValue(0, PERCENT), v.maxValue(100, PERCENT));
    case 'path':
      return text;
    case 'text': {
      const { be = 'a text', holds = () => true } = takes.must ?? {};
      return v.pipe(v.string(be), v.check(holds, be));
    }
    case 'choice': {
      const [command] = inFile as readonly CommandName[];
      const words = choicesOf({ takes }, command!);
      return v.picklist(words, sayChoice(words));
    }
  }
}

const PERCENT = 'a number from 0 to 100';

/** Words in one text are separated by commas or spaces, as on the command line; a path stays whole. */
function makeLists(written: v.InferOutput<typeof SCHEMA>): Config {
  const lists: Record<string, unknown> = { ...written };
  for (const [name, { takes }] of IN_FILE) {
    const value = lists[name];
    if (value === undefined || (takes.kind !== 'paths' && takes.kind !== 'words')) continue;
    const texts = typeof value === 'string' ? [value] : (value as readonly string[]);
    lists[name] = takes.kind === 'words' ? texts.flatMap(text => splitList(text)) : texts;
  }
  return lists as Config;
}

interface Fault {
  readonly keys: readonly string[];
  readonly text: string;
}

function sayIssue(issue: v.BaseIssue<unknown>): Fault {
  const keys = (issue.path ?? []).map(item => String(item.key));
  const name = keys.length === 0 ? 'the file' : `'${keys.join('.')}'`;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { keys, text: `there is no option ${name}${suggest(keys[0] ?? '', CONFIG_KEYS)}` };
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

/** As on the command line. */
function findContradictions(config: Config): Fault[] {
  const said = [...IN_FILE].filter(([name]) => config[name as keyof Config] === true);
  const names = said.map(([name]) => name);
  return said
    .filter(([name, { contradicts = '' }]) => names.indexOf(contradicts) > names.indexOf(name))
    .map(([name, { contradicts = '' }]) => ({
      keys: [contradicts],
      text: `'${name}' and '${contradicts}' contradict each other; give one of them`,
    }));
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
