// `audit SOURCE`: load, check, report, and the exit code that follows.

import { check } from '../check/check.js';
import type { CheckResult, InputSummary } from '../check/result.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import type { Tree } from '../model/repository/tree.js';
import type { Source } from '../model/source.js';
import { findUnread } from '../model/unread.js';
import { REPORTERS } from '../report/findings/reporters.js';
import { makePrintable } from '../report/words/make-printable.js';
import { chooseForm, sayCount } from '../report/words/say-count.js';
import { RULES } from '../rules/index.js';
import type { Outcome } from './deliver.js';
import { EXIT, type ExitCode } from './failure.js';
import type { AuditFlags } from './flags.js';
import { openSettings, openSources, openTree } from './open-sources.js';
import { readVersion } from './read-version.js';
import { render, type Style } from './render.js';
import { sayProblems } from './say-settings.js';
import { type FailOn, readSettings, settleAudit } from './settle-flags.js';
import { configWords } from './settle-sources.js';

export async function audit(source: string, flags: AuditFlags): Promise<Outcome> {
  const words = configWords();
  const settings = settleAudit(source, flags, await readSettings(source, flags, words), words);
  const clients = await openSettings(settings);
  const { universe, inputs, notes } = await openSources(settings);
  const tree = await openTree(settings, new Set(universe.judged.map(pkg => pkg.cpn)));
  const result = check(universe, [...inputs, ...describeInputs(tree, clients)], RULES, {
    ...settings.check,
    clients,
    ...(tree === null ? {} : { tree }),
  });
  const unanswered = [
    ...listUnanswered(result, settings.required),
    ...universe.sources.filter(({ role }) => role === 'candidate').flatMap(sayUnread),
    ...(settings.payload === undefined ? [] : universe.sources.flatMap(sayUnscanned)),
  ];
  const undecided = sayUndecided(result);
  return render(settings, renderersOf(result), {
    code: judge(result, { unanswered, undecided }, settings.failOn),
    notes: [...sayProblems(clients), ...unanswered, ...undecided, ...notes],
  });
}

function renderersOf(result: CheckResult): Readonly<Record<string, (style: Style) => Promise<string>>> {
  const input = { result, rules: RULES, tool: { name: 'binpkg-check', version: readVersion() } };
  const each = Object.entries(REPORTERS).map(
    ([format, load]) => [format, async (style: Style) => (await load())(input, style)] as const,
  );
  return Object.fromEntries(each);
}

function describeInputs(tree: Tree | null, clients: readonly ClientSettings[]): readonly InputSummary[] {
  const repositories = (tree?.repositories ?? []).map(
    ({ name, location, ebuilds }): InputSummary => ({
      role: 'tree',
      location,
      name,
      packages: ebuilds.length,
      digest: null,
    }),
  );
  const profiles = clients.map(
    ({ name }): InputSummary => ({ role: 'profile', location: name, packages: 0, digest: null }),
  );
  return [...repositories, ...profiles];
}

/** Rules asked for by name that lacked an input, or no rule at all: then there is no answer, whatever the others found. */
function listUnanswered(result: CheckResult, required: readonly string[]): string[] {
  const unanswered = result.notRun
    .filter(({ rule }) => required.includes(rule))
    .map(({ rule, why }) => `'${rule}' was asked for and could not run: it ${why}`);
  if (result.rulesRun > 0 || unanswered.length > 0) return unanswered;
  return [
    'no rule ran, so nothing was checked: --only, --skip or the configuration leaves out all that could',
  ];
}

/** A place that could not be read may hold anything. */
function sayUnread({ location, problems, files }: Source): string[] {
  const unread = findUnread({ problems, files: files?.values() ?? [] });
  const shown = unread
    .slice(0, MOST_UNREAD)
    .map(({ path, why }) => makePrintable(`${location}/${path} could not be checked: ${why}`));
  const rest = unread.length - shown.length;
  return rest > 0 ? [...shown, `... ${sayCount(rest, 'more place')} could not be checked`] : shown;
}

/** Contents that were asked for, of a binhost that has none at hand or has some that cannot be read. */
function sayUnscanned({ role, location, payloads, files }: Source): string[] {
  if (role !== 'candidate') return [];
  if (payloads === undefined)
    return [`--payload reads the packages, and ${location} is an index; give the PKGDIR instead`];
  const told = new Set(findUnread({ problems: [], files: files?.values() ?? [] }).map(({ path }) => path));
  const unread = [...payloads].flatMap(([path, payload]) => {
    const problem = payload.problems.find(({ effect }) => effect === 'unchecked');
    return problem === undefined || told.has(path)
      ? []
      : [makePrintable(`the contents of ${location}/${path} could not be checked: ${problem.message}`)];
  });
  const rest = unread.length - MOST_UNREAD;
  return rest > 0
    ? [
        ...unread.slice(0, MOST_UNREAD),
        `... the contents of ${sayCount(rest, 'more package')} could not be checked`,
      ]
    : unread;
}

/** The report names them all. */
const MOST_UNREAD = 5;

/** A proof that was given up is no proof. */
function sayUndecided({ findings }: CheckResult): string[] {
  const { length } = findings.filter(
    ({ rule, message }) => rule === 'not-installable' && message === 'undecided',
  );
  if (length === 0) return [];
  return [
    `of ${sayCount(length, 'package')} it is not known whether ${chooseForm(length, 'it', 'they')} can be installed`,
  ];
}

interface Gaps {
  /** Without these there is no answer, whatever was found. */
  readonly unanswered: readonly string[];
  /** These leave every finding as it is, but none found is no answer either. */
  readonly undecided: readonly string[];
}

function judge(result: CheckResult, { unanswered, undecided }: Gaps, failOn: FailOn): ExitCode {
  if (unanswered.length > 0) return EXIT.notChecked;
  const failing = SEVERITIES_FROM[failOn];
  if (result.findings.some(({ severity }) => failing.includes(severity))) return EXIT.findings;
  return undecided.length > 0 ? EXIT.notChecked : EXIT.clean;
}

const SEVERITIES_FROM: Readonly<Record<FailOn, readonly string[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};
