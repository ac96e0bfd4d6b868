// Verdicts of installability for a reader: how many can be installed, and for the others each cause once, with what hangs on it.

import { instanceName } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { layOut } from '../report/lay-out.js';
import type { Palette } from '../report/palette.js';
import { sayCount, sayNumber } from '../report/say-count.js';
import { type Sees, sayRefusal } from '../solver/describe-reason.js';
import type { Installable, Verdict } from '../solver/judge-installability.js';
import { foldRefusals, type RefusalCause } from '../solver/reason-key.js';

export interface Standing {
  /** Name of the baseline; null for an empty root. */
  readonly baseline: string | null;
  readonly sees: Sees;
  readonly verdicts: readonly Verdict[];
}

export interface VerdictStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly palette: Palette;
}

/** Causes told unless verbose. */
const MOST_CAUSES = 12;

export function tellVerdicts(universe: Universe, standing: Standing, style: VerdictStyle): string[] {
  const { verdicts, baseline } = standing;
  const of = <V extends Verdict['verdict']>(kind: V) =>
    verdicts.filter(
      (verdict): verdict is Extract<Verdict, { readonly verdict: V }> => verdict.verdict === kind,
    );
  const refused = of('not-installable');
  const unknown = of('unknown');
  const place = baseline === null ? 'an empty root' : `"${baseline}"`;
  const counts = [
    `${sayNumber(of('installable').length)} of ${sayCount(verdicts.length, 'package')} can be installed from ${place}`,
    ...(unknown.length > 0 ? [`${sayNumber(unknown.length)} unknown`] : []),
  ];
  const lines = [counts.join(' · ')];
  const causes = foldRefusals(refused);
  const shown = style.verbose ? causes : causes.slice(0, MOST_CAUSES);
  for (const cause of shown) lines.push('', ...tellCause(universe, cause, standing, style));
  if (shown.length < causes.length)
    lines.push('', `... ${sayCount(causes.length - shown.length, 'more cause')} (--verbose)`);
  for (const { package: pkg, why } of unknown)
    lines.push('', `${style.palette.warning('unknown')}  ${instanceName(pkg)}: ${why}`);
  if (style.verbose) for (const verdict of of('installable')) lines.push('', ...tellWitness(verdict, style));
  return lines;
}

function tellCause(
  universe: Universe,
  { refusal, consequences }: RefusalCause,
  { sees }: Standing,
  style: VerdictStyle,
): string[] {
  const lines = [`${style.palette.error('refused')}  ${instanceName(refusal.package)}`];
  for (const sentence of sayRefusal(universe, refusal, sees))
    lines.push(...tellRow('because', [sentence], '; ', style));
  if (consequences.length > 0) {
    const names = consequences.map(({ package: pkg }) => instanceName(pkg));
    const limit = style.verbose ? {} : { lines: 2 };
    lines.push(
      ...tellRow('with it', [`${sayCount(names.length, 'package')}:`, ...names], '  ', style, limit),
    );
  }
  return lines;
}

function tellWitness({ package: pkg, merge, replaces, removes }: Installable, style: VerdictStyle): string[] {
  const lines = [`${style.palette.strong('installable')}  ${instanceName(pkg)}`];
  for (const [label, packages] of [
    ['merge', merge],
    ['replaces', replaces],
    ['removes', removes],
  ] as const) {
    if (packages.length > 0) lines.push(...tellRow(label, packages.map(instanceName), '  ', style));
  }
  return lines;
}

const LABEL = 11;

function tellRow(
  label: string,
  pieces: readonly string[],
  separator: string,
  { width, palette }: VerdictStyle,
  limit: { readonly lines?: number } = {},
): string[] {
  const room = Math.max(width - LABEL, 30);
  return layOut(pieces, separator, { width: room, flow: true, ...limit }).map(
    (line, at) => (at === 0 ? palette.faint(`  ${label}`.padEnd(LABEL)) : ' '.repeat(LABEL)) + line,
  );
}
