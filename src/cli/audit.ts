// `audit SOURCE`: load, check, report, and the exit code that follows.

import { decide } from '../answer/decide.js';
import { findGaps } from '../answer/find-gaps.js';
import { check } from '../check/check.js';
import type { InputSummary } from '../check/result.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import { NO_POLICY } from '../model/policy.js';
import type { Tree } from '../model/repository/tree.js';
import type { ConfigurationNotice, ReportInput, ReportPolicy } from '../report/findings/reporter.js';
import { REPORTERS } from '../report/findings/reporters.js';
import { sayConfiguration } from '../report/findings/say-configuration.js';
import { sayGap } from '../report/findings/say-gap.js';
import { RULES } from '../rules/index.js';
import type { CommandOutcome, Text } from './deliver.js';
import { describeConfiguration } from './describe-configuration.js';
import { exitCodeOf } from './failure.js';
import type { AuditFlags } from './flags.js';
import { openSettings, openSources, openTree } from './open-sources.js';
import { readVersion } from './read-version.js';
import { refuseOutput } from './refuse-output.js';
import { render, type Style } from './render.js';
import { sayProblems } from './say-settings.js';
import { type AuditSettings, type Configuration, readSettings, settleAudit } from './settle-flags.js';
import { sayIdlePolicy } from './settle-policy.js';
import { configWords, inputsOf } from './settle-sources.js';

export async function audit(source: string, flags: AuditFlags): Promise<CommandOutcome> {
  const words = configWords();
  const configuration = await readSettings([source], flags, words);
  const settings = settleAudit(source, flags, configuration.config, words);
  refuseOutput(settings.output ?? undefined, inputsOf(settings));
  const notice = describeConfiguration(configuration, flags, settings);
  const clients = await openSettings(settings);
  const { universe, inputs, notes } = await openSources(settings);
  const tree = await openTree(settings, new Set(universe.judged.map(pkg => pkg.cpn)));
  const result = check(universe, [...inputs, ...describeInputs(tree, clients, configuration.file)], RULES, {
    ...settings.check,
    clients,
    ...(tree === null ? {} : { tree }),
  });
  const gaps = findGaps(universe, result, {
    required: settings.required,
    payload: settings.payload !== undefined,
    clients,
  });
  const found = result.findings.map(({ severity }) => severity);
  const verdict = decide({ found, isIncomplete: gaps.length > 0 }, settings.failOn);
  const tool = { name: 'binpkg-check', version: readVersion() };
  const input = {
    result,
    rules: RULES,
    tool,
    verdict,
    policy: describePolicy(settings),
    ...(notice === null ? {} : { configuration: notice }),
  };
  return render(settings, renderersOf(input), {
    code: exitCodeOf(verdict),
    notes: [
      ...configuration.notes,
      ...sayElsewhere(settings, notice),
      ...sayProblems(clients),
      ...sayIdlePolicy(settings.check.policy ?? NO_POLICY, settings.payload !== undefined),
      ...gaps.flatMap(sayGap),
      ...notes,
    ],
  });
}

/** Where no text report reaches the screen, its last line does. */
function sayElsewhere(
  { format, output }: AuditSettings,
  notice: ConfigurationNotice | null,
): readonly string[] {
  return notice === null || (format === 'text' && output === null) ? [] : [sayConfiguration(notice)];
}

function renderersOf(input: ReportInput): Readonly<Record<string, (style: Style) => Promise<Text>>> {
  const each = Object.entries(REPORTERS).map(
    ([format, load]) => [format, async (style: Style) => (await load())(input, style)] as const,
  );
  return Object.fromEntries(each);
}

/** What differs from the defaults; `--only` leaves out all but what it names. */
export function describePolicy({
  failOn,
  check: { skip = [], severities = {}, clientMode },
  from,
}: AuditSettings): ReportPolicy {
  return {
    failOn,
    rules: { ...severities, ...Object.fromEntries(skip.map(id => [id, 'off' as const])) },
    ...(clientMode === undefined || clientMode === 'getbinpkg' ? {} : { clientMode }),
    from,
  };
}

export function describeInputs(
  tree: Tree | null,
  clients: readonly ClientSettings[],
  file: Configuration['file'],
): readonly InputSummary[] {
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
  const configurations =
    file === null ? [] : [{ role: 'configuration', packages: 0, ...file } satisfies InputSummary];
  return [...repositories, ...profiles, ...configurations];
}
