// `gate --published SOURCE --candidate SOURCE`: load both, judge both, tell what is new, and the exit code that follows.

import { readFile } from 'node:fs/promises';
import { applyChange } from '../gate/apply-change.js';
import { type GateAnswer, gate } from '../gate/gate.js';
import { InputError, reasonOf } from '../load/file/input-error.js';
import type { LoadedSources } from '../load/load-universe.js';
import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import type { Atom } from '../pms/atom.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { sayGap } from '../report/findings/say-gap.js';
import { describeGate, listGate } from '../report/gate/describe-gate.js';
import { tellGate } from '../report/gate/tell-gate.js';
import { RULES } from '../rules/index.js';
import { describeInputs, describePolicy } from './audit.js';
import type { CommandOutcome } from './deliver.js';
import { describeConfiguration } from './describe-configuration.js';
import { exitCodeOf, UsageError } from './failure.js';
import { mergeFile } from './flags/merge-file.js';
import type { GateFlags } from './flags.js';
import { openSettings, openTree, readSources } from './open-sources.js';
import { readVersion } from './read-version.js';
import { refuseOutput } from './refuse-output.js';
import { render, tellLines, toJson, toNdjson } from './render.js';
import { sayProblems } from './say-settings.js';
import { type AuditSettings, readSettings, settleAudit } from './settle-flags.js';
import { configWords, inputsOf } from './settle-sources.js';

export async function gateChange(given: GateFlags): Promise<CommandOutcome> {
  const words = configWords();
  const { candidate, add = [], remove = [] } = given;
  const named = [...(given.published ?? []), ...(candidate === undefined ? [] : [candidate]), ...add];
  const configuration = await readSettings(named, given, words);
  const { published = [] } = mergeFile('gate', given, configuration.config);
  const live = published.at(-1);
  if (live === undefined) throw new UsageError('the gate compares with what is live: --published SOURCE');
  if ((candidate === undefined) === (add.length + remove.length === 0))
    throw new UsageError(
      'the next state is --candidate SOURCE, or what is live with --add and without --remove',
    );
  const settings = settleAudit(candidate ?? live, given, configuration.config, words, 'gate');
  refuseOutput(settings.output ?? undefined, [...inputsOf(settings), ...add]);
  const going = await readRemovals(remove);
  const clients = await openSettings(settings);
  // What is live is read once, where the next state is made of it too.
  const loaded = await readSources(
    candidate === undefined ? { ...settings, published: published.slice(0, -1) } : settings,
  );
  const state = await nextState(settings, loaded, candidate === undefined ? { add, remove: going } : null);
  const names =
    settings.tree.length === 0 ? [] : buildUniverse([state.candidate]).judged.map(({ cpn }) => cpn);
  const tree = await openTree(settings, new Set(names));
  const answer = gate({
    published: [...loaded.sources.filter(({ role }) => role === 'published'), ...state.live],
    candidate: state.candidate,
    others: loaded.sources.filter(({ role }) => role === 'background' || role === 'installed'),
    inputs: [...state.inputs, ...describeInputs(tree, clients, configuration.file)],
    rules: RULES,
    check: { ...settings.check, clients, ...(tree === null ? {} : { tree }) },
    required: settings.required,
    failOn: settings.failOn,
  });
  return tell(answer, settings, {
    notice: describeConfiguration(configuration, given, settings, 'gate'),
    notes: [
      ...configuration.notes,
      ...state.notes,
      ...sayProblems(clients),
      ...answer.gaps.flatMap(sayGap),
      ...loaded.notes,
    ],
  });
}

function tell(
  answer: GateAnswer,
  settings: AuditSettings,
  {
    notice,
    notes,
  }: { readonly notice: ReturnType<typeof describeConfiguration>; readonly notes: readonly string[] },
): Promise<CommandOutcome> {
  const tool = { name: 'binpkg-check', version: readVersion() };
  const input = {
    answer,
    rules: RULES,
    tool,
    policy: describePolicy(settings),
    ...(notice === null ? {} : { configuration: notice }),
  };
  return render(
    settings,
    {
      text: style => tellLines(style, wide => tellGate(input, wide)),
      json: () => toJson(describeGate(input)),
      ndjson: () => toNdjson(listGate(input)),
    },
    { code: exitCodeOf(answer.verdict), notes },
  );
}

interface State {
  readonly candidate: SourceInput;
  /** What the candidate was made from, where it was. */
  readonly live: readonly SourceInput[];
  readonly inputs: LoadedSources['inputs'];
  readonly notes: readonly string[];
}

/** `change` is null where the candidate is the whole next state. */
async function nextState(
  settings: AuditSettings,
  { sources, inputs: read }: LoadedSources,
  change: { readonly add: readonly string[]; readonly remove: readonly Atom[] } | null,
): Promise<State> {
  const judged = sources[0] as SourceInput;
  if (change === null) return { candidate: judged, live: [], inputs: read, notes: [] };
  const inputs = read.map((input, at) => (at === 0 ? { ...input, role: 'published' as const } : input));
  const add: SourceInput[] = [];
  for (const source of change.add) {
    const loaded = await readSources({
      ...settings,
      source,
      installed: [],
      with: [],
      published: [],
      clients: [],
    });
    add.push(loaded.sources[0] as SourceInput);
    inputs.push(...loaded.inputs);
  }
  const { candidate, idle } = applyChange(judged, { add, remove: change.remove });
  return {
    candidate,
    live: [judged],
    inputs,
    notes: idle.map(({ text }) => `--remove ${text} matches nothing that is live`),
  };
}

/** Atoms of the command line and of files, an atom a line; a line that begins with `#` says something to people. */
async function readRemovals(words: readonly string[]): Promise<readonly Atom[]> {
  const atoms: Atom[] = [];
  for (const word of words) {
    if (!word.startsWith('@')) {
      atoms.push(readAtom(word, `--remove ${word}`));
      continue;
    }
    const file = word.slice(1);
    const lines = (await readLines(file)).map((text, at) => ({ text: text.trim(), at: at + 1 }));
    for (const { text, at } of lines)
      if (text !== '' && !text.startsWith('#')) atoms.push(readAtom(text, `${file}:${at}: ${text}`));
  }
  return atoms;
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    throw new InputError(file, reasonOf(error));
  }
}

function readAtom(text: string, where: string): Atom {
  try {
    return parseAtom(text);
  } catch (error) {
    if (error instanceof PmsSyntaxError) throw new UsageError(`${where} is no atom: ${error.rule}`);
    throw error;
  }
}
