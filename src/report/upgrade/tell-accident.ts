// What goes wrong at one step of an update, told once for all programs that one fault takes down: what breaks, why, until when, what to do.

import { instanceName } from '../../model/package.js';
import type { Merge } from '../../solver/upgrade/upgrade-state.js';
import type { Break } from '../../solver/upgrade/walk.js';
import { heading } from '../words/heading.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { row, rowOfNames, type StoryStyle } from '../words/story-rows.js';

export interface Accident {
  /** The one told first. */
  readonly first: Break;
  readonly all: readonly Break[];
}

/** Breaks of one step and effect for want of one thing together, whoever lacks it: where a program does not start first, then in the order of their steps. */
export function gatherAccidents(breaks: readonly Break[]): readonly Accident[] {
  const accidents = new Map<string, [Break, ...Break[]]>();
  for (const one of breaks) {
    const key = `${one.step} ${one.effect} ${one.need.text}`;
    const others = accidents.get(key);
    if (others === undefined) accidents.set(key, [one]);
    else others.push(one);
  }
  const told = [...accidents.values()].map((all): Accident => ({ first: all[0], all }));
  return [...told.filter(isStop), ...told.filter(accident => !isStop(accident))];
}

/** Otherwise something that it depends on is not as recorded, and it may work all the same. */
export function isStop({ first }: Accident): boolean {
  return first.effect === 'does-not-start';
}

export function tellAccident(
  { first, all }: Accident,
  steps: readonly Merge[],
  style: StoryStyle,
): readonly string[] {
  const { error, warning, faint } = style.palette;
  const { step, merge, program, effect } = first;
  const what = effect === 'does-not-start' ? 'does not start' : 'has a dependency that is not met';
  const others = all.slice(1).map(one => instanceName(one.program));
  return [
    ...heading(
      isStop({ first, all }) ? 'error' : 'warning',
      `step ${sayNumber(step)} of ${sayNumber(steps.length)}, ${instanceName(merge)}: ${instanceName(program)} ${what}`,
      style,
      isStop({ first, all }) ? error : warning,
    ),
    ...(others.length === 0 ? [] : rowOfNames('also', sayCount(others.length, 'program'), others, style)),
    ...row('because', sayCause(first), style, faint),
    ...row('until', sayRepair(first), style, faint),
    ...row('order', sayOrder(first), style, faint),
    ...(first.need.kind === 'soname' ? row('but', PRESERVED, style, faint) : []),
    ...row('do', sayRemedy(first), style, faint),
  ];
}

const PRESERVED =
  'FEATURES=preserve-libs, on by default, keeps an old library that something still needs: a live system may get through, an image or a chroot built without it does not';

function sayCause({ program, package: lacking, need, provider, merge }: Break): string {
  const who =
    lacking === program
      ? instanceName(program)
      : `${instanceName(program)} rests, directly or through others, on ${instanceName(lacking)}, which`;
  const assumed = need.kind === 'libc' ? ' (assumed from the time it was built)' : '';
  const had =
    provider === null
      ? 'that is not there yet'
      : `${instanceName(provider)} had that, ${instanceName(merge)} has not`;
  return `${who} needs ${need.text}${assumed}: ${had}`;
}

function sayRepair({ step, repairedBy }: Break): string {
  if (repairedBy === null) return 'the end: nothing that follows repairs it';
  const later = sayCount(repairedBy.step - step, 'step');
  return `step ${repairedBy.step}, ${instanceName(repairedBy.merge)}: ${later} later`;
}

function sayOrder({ inevitable }: Break): string {
  return inevitable
    ? 'no other is better: what replaces it needs what this step brings'
    : 'none was found in which it does not break';
}

function sayRemedy({ effect, merge, provider, repairedBy }: Break): string {
  const pair =
    repairedBy === null
      ? `hold ${instanceName(merge)} back until there is a build that goes with it`
      : 'merge both in one go, with nothing that can fail between the steps';
  if (provider === null || effect !== 'does-not-start') return pair;
  return `offer ${provider.cpn} in a slot of its own, or one that still has the old library; else ${pair}`;
}
