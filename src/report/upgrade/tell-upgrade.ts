// The plan of an update for a reader: what breaks first, then what is held back and why, then the order.

import { type BinaryPackage, instanceName } from '../../model/package.js';
import type { UpgradeAnswer, UpgradePlan } from '../../solver/upgrade/plan-upgrade.js';
import type { Merge } from '../../solver/upgrade/upgrade-state.js';
import { tellRefusal } from '../installability/tell-refusal.js';
import { wrapWords } from '../words/lay-out.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';
import { type Accident, gatherAccidents, isStop, tellAccident } from './tell-accident.js';
import { gatherHoldUps, tellHoldUp } from './tell-held-back.js';

/** Told unless verbose. */
const MOST_ACCIDENTS = 3;
const MOST_CAUSES = 8;

export function tellUpgrade(answer: UpgradeAnswer, baseline: number, style: StoryStyle): readonly string[] {
  if (answer.outcome === 'unknown') return [`could not decide: ${answer.why}`];
  if (answer.outcome === 'impossible') return tellImpossible(answer, baseline, style);
  const { steps, heldBack } = answer;
  if (steps.length === 0 && heldBack.length === 0) return [`nothing to update: ${sayMode(answer)}`];
  const accidents = gatherAccidents(answer.broken);
  return [
    ...wrapWords(`${summarise(answer, accidents)} · ${sayMode(answer)}`, { width: style.width }),
    ...tellMost(accidents, MOST_ACCIDENTS, 'more break', style, accident =>
      tellAccident(accident, steps, style),
    ),
    ...tellMost(gatherHoldUps(heldBack), MOST_CAUSES, 'more cause', style, cause =>
      tellHoldUp(answer.universe, cause, baseline, style),
    ),
    ...tellBacktrack(answer, style),
    ...tellOrder(steps, style),
  ];
}

/** The verdict holds for one kind of client. */
function sayMode({ mode }: UpgradePlan): string {
  return mode === 'getbinpkg'
    ? 'a client with --getbinpkg keeps what is installed but for new versions'
    : 'a client with --usepkgonly takes other builds too';
}

/** Where Portage gives up before it is as far as this plan. */
function tellBacktrack({ backtrack }: UpgradePlan, style: StoryStyle): readonly string[] {
  const text = `a client needs --backtrack=${backtrack} or more: with the default Portage gives up`;
  return backtrack === null ? [] : ['', ...row('info', text, style, style.palette.faint)];
}

function summarise({ steps, heldBack, broken }: UpgradePlan, accidents: readonly Accident[]): string {
  const held = sayCount(heldBack.length, 'package');
  const parts = [
    steps.length === 0 ? 'nothing can be updated' : sayCount(steps.length, 'merge'),
    ...(heldBack.length === 0 ? [] : [`${held} held back`]),
  ];
  if (broken.length === 0) {
    if (steps.length > 0) parts.push('safe: what must work does after every step');
    return parts.join(' · ');
  }
  const stops = accidents.filter(isStop);
  const unmet = accidents.filter(accident => !isStop(accident));
  const [stop] = stops;
  const [lack] = unmet;
  if (stop !== undefined) parts.push(`not safe: ${sayStops(stop, stops)}`);
  if (lack !== undefined)
    parts.push(stop === undefined ? `not proved safe: ${sayLacks(lack, unmet)}` : sayLacks(lack, unmet));
  return parts.join(' · ');
}

function sayStops({ first }: Accident, stops: readonly Accident[]): string {
  return `step ${first.step} breaks ${first.program.cpn}${sayOthers(first.step, stops)}`;
}

/** The program may well go on: what it depends on is not as recorded. */
function sayLacks({ first }: Accident, unmet: readonly Accident[]): string {
  const who =
    first.package === first.program
      ? first.program.cpn
      : `${first.package.cpn}, which ${first.program.cpn} rests on,`;
  return `after step ${first.step} a dependency of ${who} is not met${sayOthers(first.step, unmet)}`;
}

function sayOthers(step: number, accidents: readonly Accident[]): string {
  const others = new Set(accidents.map(({ first }) => first.step).filter(one => one !== step)).size;
  return others === 0 ? '' : `, and ${sayCount(others, 'later step')} too`;
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
        ...(replaces.length === 0
          ? ['new']
          : [`replaces ${replaces.map(one => sayReplaced(one, merge)).join(', ')}`]),
        ...(removes.length === 0 ? [] : [`removes ${removes.map(instanceName).join(', ')}`]),
      ];
      return `  ${sayNumber(at + 1).padStart(width)}  ${instanceName(merge)}  ${faint(parts.join('; '))}`;
    }),
  ];
}

/** A rebuild has the name of what it replaces, where no BUILD_ID tells the two apart. */
function sayReplaced(replaced: BinaryPackage, merge: BinaryPackage): string {
  const name = instanceName(replaced);
  return name === instanceName(merge) ? 'the installed build of it' : name;
}
