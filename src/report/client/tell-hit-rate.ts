// What clients take, for a reader: a table where there are several, then for each what keeps it from more, widest first.

import { type ClientHits, roundPercent } from '../../answer/hit-rate.js';
import type { ClientSettings } from '../../model/client/client-settings.js';
import type { Choice } from '../../model/client/hit-rate.js';
import { HIT_OUTCOMES, type HitOutcome, outcomeOf, reasonsOf } from '../../model/client/hit-rate-summary.js';
import { instanceName } from '../../model/package.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';
import { tellTable } from '../words/tell-table.js';

/** Names of outcomes in tables and rows. */
const LABELS: Readonly<Record<HitOutcome, string>> = {
  taken: 'taken',
  gone: 'gone',
  use: 'USE',
  dependencies: 'changed',
  masked: 'masked',
  incompatible: 'CHOST',
  absent: 'absent',
  hidden: 'unseen',
};

/** What a row of reasons begins with, after the number of packages. */
const SENTENCES: Readonly<Record<HitOutcome, string>> = {
  taken: '',
  gone: 'taken, but no ebuild of the name is left',
  use: 'built with other flags',
  dependencies: 'whose dependencies have changed since',
  masked: 'not accepted as they were published',
  incompatible: 'built for another CHOST',
  absent: 'not in the index in the version it would build',
  hidden: 'of which it sees no ebuild',
};

export function tellHitRate(clients: readonly ClientHits[], style: StoryStyle): readonly string[] {
  return [
    ...(clients.length > 1 ? [...tellMatrix(clients, style), ''] : []),
    ...clients.flatMap((client, at) => [...(at === 0 ? [] : ['']), ...tellClient(client, style)]),
  ];
}

function tellMatrix(clients: readonly ClientHits[], style: StoryStyle): readonly string[] {
  const used = HIT_OUTCOMES.filter(
    outcome => outcome === 'taken' || clients.some(({ summary }) => summary.counts[outcome] > 0),
  );
  const head = [
    'client',
    'of',
    ...used.flatMap(outcome => (outcome === 'taken' ? ['taken', '%'] : [LABELS[outcome]])),
  ];
  const rows = clients.map(({ client, summary }) => [
    client.name,
    sayNumber(summary.targets),
    ...used.flatMap(outcome => {
      const count = sayNumber(summary.counts[outcome]);
      return outcome === 'taken' ? [count, sayPercent(summary.percent)] : [count];
    }),
  ]);
  return tellTable([head, ...rows], style);
}

/** One decimal, also where it is 0: figures stand below each other. */
export function sayPercent(percent: number): string {
  return roundPercent(percent).toFixed(1);
}

function tellClient(hits: ClientHits, style: StoryStyle): readonly string[] {
  const { client, summary, choices } = hits;
  const share = `${sayPercent(summary.percent)} %`;
  const heading =
    summary.targets === 0
      ? `${client.name}: nothing to take`
      : `${client.name} takes ${sayNumber(summary.counts.taken + summary.counts.gone)} of ${sayCount(summary.targets, 'package')} as binaries, ${share}`;
  return [
    style.palette.strong(heading),
    ...HIT_OUTCOMES.flatMap(outcome => tellOutcome(outcome, hits, style)),
    ...(style.verbose
      ? choices.filter(({ taken }) => taken !== null).flatMap(choice => tellTaken(choice, style))
      : []),
  ];
}

function tellOutcome(
  outcome: HitOutcome,
  { client, summary, choices }: ClientHits,
  style: StoryStyle,
): readonly string[] {
  const count = summary.counts[outcome];
  if (count === 0 || outcome === 'taken') return [];
  const own = choices.filter(choice => outcomeOf(choice) === outcome);
  const { faint } = style.palette;
  const first = row(LABELS[outcome], `${sayCount(count, 'package')} ${SENTENCES[outcome]}`, style, faint);
  if (style.verbose) return [...first, ...own.flatMap(choice => tellChoice(choice, client, style))];
  const reasons = summary.reasons.filter(reason => reason.outcome === outcome);
  const names =
    reasons.length === 0
      ? own.map(choice => (outcome === 'gone' ? sayTaken(choice) : sayAbsent(choice)))
      : reasons.map(({ text, targets }) => `${text} (${sayNumber(targets.length)})`);
  return [...first, ...rowOfNames('', '', names, style)];
}

/** `dev-lang/perl 5.30.3, has 5.30.1`: what would be built, what is here. */
function sayAbsent({ atom, ebuild, other }: Choice): string {
  const wanted = ebuild === null ? atom.text : ebuild.cpvText;
  return other === null ? wanted : `${wanted} (has ${other.cpv.version?.text ?? other.cpvText})`;
}

function sayTaken({ atom, taken }: Choice): string {
  return taken === null ? atom.text : instanceName(taken);
}

function tellTaken({ taken }: Choice, style: StoryStyle): readonly string[] {
  return taken === null ? [] : row(LABELS.taken, instanceName(taken), style, style.palette.faint);
}

function tellChoice(choice: Choice, client: ClientSettings, style: StoryStyle): readonly string[] {
  const pkg = choice.passed[0]?.package;
  const reasons = reasonsOf(choice, client);
  const name =
    choice.taken !== null
      ? sayTaken(choice)
      : pkg === undefined || (choice.ebuild === null && !choice.isGone)
        ? sayAbsent(choice)
        : instanceName(pkg);
  return row('', reasons.length === 0 ? name : `${name}: ${reasons.join(' ')}`, style, style.palette.faint);
}
