// Two configurations compared, for a reader: each setting that changes a published package, the widest first, and what it changes.

import { getOrMake } from '../../base/get-or-make.js';
import type { Divergence, DivergentSetting, Effect } from '../../model/client/divergence.js';
import type { Setting, Side } from '../../model/client/divergence-settings.js';
import { heading } from '../words/heading.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { rowOfNames, type StoryStyle } from '../words/story-rows.js';

/** Told unless verbose. */
const MOST_SETTINGS = 12;

type Names = Readonly<Record<Side, string>>;

export function tellDivergence(
  { settings, versions, divergent }: Divergence,
  { a, b }: Names,
  style: StoryStyle,
): readonly string[] {
  const compared = sayCount(versions, 'published version');
  const names = [`a  ${a}`, `b  ${b}`];
  if (settings.length === 0) return [...names, `${compared}, no setting differs for any of them`];
  const shown = style.verbose ? settings : settings.slice(0, MOST_SETTINGS);
  const rest = settings.length - shown.length;
  return [
    ...names,
    `${sayCount(settings.length, 'setting')} ${chooseForm(settings.length, 'differs', 'differ')} for ${sayNumber(divergent)} of ${compared}`,
    ...shown.flatMap(setting => ['', ...tellSetting(setting, style)]),
    ...(rest === 0 ? [] : ['', `... ${sayNumber(rest)} more (--verbose)`]),
  ];
}

function tellSetting({ setting, effects }: DivergentSetting, style: StoryStyle): readonly string[] {
  const kinds = new Map<string, Effect[]>();
  for (const effect of effects) getOrMake(kinds, sayEffect(effect), (): Effect[] => []).push(effect);
  const needs = effects.flatMap(effect => (effect.kind === 'flag' ? effect.needs : []));
  const items = countTexts(needs.map(({ item, only }) => `${only}: ${item}`));
  return [
    ...heading(setting.side ?? 'a, b', sayPlace(setting), style, style.palette.strong),
    ...[...kinds].flatMap(([what, list]) => [
      ...rowOfNames(
        list[0]!.kind === 'flag' ? 'flag' : list[0]!.kind === 'visibility' ? 'hidden' : 'provided',
        `${what} for ${sayCount(list.length, 'version')}`,
        list.map(({ cpv }) => cpv),
        style,
      ),
    ]),
    ...(items.length === 0 ? [] : rowOfNames('needs', '', items, style)),
  ];
}

/** `package.use dev-libs/openssl -bindist (etc/portage/package.use, line 3)` */
function sayPlace({ name, text, file, line }: Setting): string {
  const where = file === null ? '' : ` (${file}${line === null ? '' : `, line ${line}`})`;
  return `${name} ${text}${where}`;
}

function sayEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'flag':
      return `${effect.flag} on with ${effect.on} only`;
    case 'visibility':
      return `from ${effect.hiddenFrom}, ${effect.why},`;
    case 'provided':
      return `by ${effect.by}`;
  }
}

function countTexts(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([, x], [, y]) => y - x)
    .map(([text, count]) => (count === 1 ? text : `${text} (${sayNumber(count)})`));
}
