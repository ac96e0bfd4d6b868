// The plan of an update for a reader: what breaks first, then what is held back and why, then the order.

import { instanceName } from '../model/package.js';
import { sayCount, sayNumber } from '../report/say-count.js';
import type { UpgradeAnswer, UpgradePlan } from '../solver/plan-upgrade.js';
import type { Merge } from '../solver/upgrade-state.js';
import { row, rowOfNames, type StoryStyle } from './story-rows.js';
import { type Accident, gatherAccidents, tellAccident } from './tell-accident.js';
import { gatherHoldUps, tellHoldUp } from './tell-held-back.js';
import { tellRefusal } from './tell-refusal.js';

/** Told unless verbose. */
const MOST_ACCIDENTS = 3;
const MOST_CAUSES = 8;

export function tellUpgrade(answer: UpgradeAnswer, baseline: number, style: StoryStyle): readonly string[] {
  if (answer.outcome === 'unknown') return [`could not decide: ${answer.why}`];
  if (answer.outcome === 'impossible') return tellImpossible(answer, baseline, style);
  const { steps, heldBack } = answer;
  if (steps.length === 0 && heldBack.length === 0) return ['nothing to update'];
  const accidents = gatherAccidents(answer.broken);
  return [
    summarise(answer, accidents),
    ...tellMost(accidents, MOST_ACCIDENTS, 'more break', style, accident =>
      tellAccident(accident, steps, style),
    ),
    ...tellMost(gatherHoldUps(heldBack), MOST_CAUSES, 'more cause', style, cause =>
      tellHoldUp(answer.universe, cause, baseline, style),
    ),
    ...tellOrder(steps, style),
  ];
}

function summarise({ steps, heldBack, broken }: UpgradePlan, accidents: readonly Accident[]): string {
  const held = sayCount(heldBack.length, 'package');
  const parts = [
    steps.length === 0 ? 'nothing can be updated' : sayCount(steps.length, 'merge'),
    ...(heldBack.length === 0 ? [] : [`${held} held back`]),
  ];
  const [first] = broken;
  if (first === undefined) {
    if (steps.length > 0) parts.push('safe: what must work does after every step');
    return parts.join(' · ');
  }
  const others = accidents.length - 1;
  const more = others === 0 ? '' : `, and ${sayCount(others, 'later step')} too`;
  return [...parts, `not safe: step ${first.step} breaks ${first.program.cpn}${more}`].join(' · ');
}

function tellImpossible(
  { universe, reasons }: Extract<UpgradeAnswer, { readonly outcome: 'impossible' }>,
  baseline: number,
  style: StoryStyle,
): readonly string[] {
  const [first] = universe.packages.filter(pkg => pkg.source === baseline);
  const sentences =
    first === undefined
      ? []
      : tellRefusal(
          universe,
          { package: first, verdict: 'not-installable', reasons, cycles: [] },
          baseline,
          style,
        );
  return [
    'no working state can be reached',
    ...sentences.flatMap(text => row('because', text, style, style.palette.faint)),
  ];
}

/** As many as a reader takes in, each after an empty line. */
function tellMost<T>(
  things: readonly T[],
  most: number,
  noun: string,
  style: StoryStyle,
  tell: (thing: T) => readonly string[],
): readonly string[] {
  const shown = style.verbose ? things : things.slice(0, most);
  const rest = things.length - shown.length;
  return [
    ...shown.flatMap(thing => ['', ...tell(thing)]),
    ...(rest === 0 ? [] : ['', `... ${sayCount(rest, noun)} (--verbose)`]),
  ];
}

function tellOrder(steps: readonly Merge[], style: StoryStyle): readonly string[] {
  if (steps.length === 0) return [];
  const { strong, faint } = style.palette;
  const removed = steps.flatMap(({ removes }) => removes.map(instanceName));
  const gone =
    removed.length === 0 ? [] : rowOfNames('removes', sayCount(removed.length, 'package'), removed, style);
  if (!style.verbose) {
    const names = steps.map(({ merge }) => instanceName(merge));
    return [
      '',
      strong('order'),
      ...rowOfNames('merge', sayCount(names.length, 'package'), names, style),
      ...gone,
    ];
  }
  const width = sayNumber(steps.length).length;
  return [
    '',
    strong('order'),
    ...steps.map(({ merge, replaces, removes }, at) => {
      const parts = [
        ...(replaces.length === 0 ? ['new'] : [`replaces ${replaces.map(instanceName).join(', ')}`]),
        ...(removes.length === 0 ? [] : [`removes ${removes.map(instanceName).join(', ')}`]),
      ];
      return `  ${sayNumber(at + 1).padStart(width)}  ${instanceName(merge)}  ${faint(parts.join('; '))}`;
    }),
  ];
}
