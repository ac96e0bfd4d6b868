// `upgrade --from BASELINE --to SOURCE`: a safe merge order, or the step at which the system breaks.

import {
  answerUpgrade,
  decideUpgrade,
  describeUpgrade,
  isUnguarded,
  listUpgrade,
} from '../answer/upgrade.js';
import { hideCredentials } from '../base/hide-credentials.js';
import { splitList } from '../base/split-list.js';
import { baselinesOf } from '../model/place.js';
import { CRITICAL_NAMES } from '../model/update/critical.js';
import { tellUpgrade } from '../report/upgrade/tell-upgrade.js';
import { ask } from './ask.js';
import { parseBaseline } from './config/baseline-argument.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf, UsageError } from './failure.js';
import type { UpgradeFlags } from './flags.js';
import { openSettings, openSources } from './open-sources.js';
import { ANSWER_FORMATS, render, settleTelling, tellLines, toJson, toNdjson } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';
import { settleClientMode } from './settle-flags.js';
import { onlyClient, sayIdleTree, settleSources } from './settle-sources.js';

export async function upgrade(given: UpgradeFlags): Promise<CommandOutcome> {
  const { from, to } = given;
  if (from === '') throw new UsageError('--from is empty; give a VDB or a Packages file');
  const { flags, notes, ...settled } = await settleSources('upgrade', to, given);
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const mode = settleClientMode(flags);
  const critical = chooseCritical(flags.critical) ?? CRITICAL_NAMES;
  const settings = { ...settled.settings, installed: [parseBaseline(from)] };
  const clients = await openSettings(settings);
  const client = onlyClient(clients, 'upgrade');
  const { universe } = await openSources({ ...settings, indexOnly: true });
  const [baseline = 0] = baselinesOf(universe);
  const answer = ask(() => answerUpgrade(universe, { baseline, critical, client, mode }));
  const told = [from, to].map(hideCredentials) as [string, string];
  const none = isUnguarded(answer, critical) ? [NONE_CRITICAL] : [];
  return render(
    telling,
    {
      text: style => tellLines(style, wide => tellUpgrade(answer, baseline, wide)),
      json: () => toJson(describeUpgrade(answer, ...told)),
      ndjson: () => toNdjson(listUpgrade(answer, ...told)),
    },
    {
      code: codeFor(exitCodeOf(decideUpgrade(answer)), clients),
      notes: [...notes, ...sayIdleTree(flags, clients), ...sayProblems(clients), ...none],
    },
  );
}

const NONE_CRITICAL =
  'nothing that must work throughout is in the baseline, so no order can break it; --critical names what must';

function chooseCritical(lists: readonly string[] | undefined): readonly string[] | undefined {
  return lists?.flatMap(list => {
    const names = splitList(list);
    const wrong = names.length === 0 ? list : names.find(name => !/^[^/\s]+\/[^/\s]+$/.test(name));
    if (wrong === undefined) return names;
    throw new UsageError(`--critical '${wrong}' is no package; give category/name, as in app-shells/bash`);
  });
}
