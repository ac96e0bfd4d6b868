// `--package-use` and `--getbinpkg-include` as the files that Portage reads; what stands in the way as comments, so that the whole can be
// saved as it is.

import type { ClientHits } from '../../answer/hit-rate.js';
import type { Obstacle, PackageUse } from '../../model/client/hit-rate-package-use.js';
import { includeList, type SafeSubset } from '../../model/client/safe-subset.js';
import { instanceName } from '../../model/package.js';
import { layOut } from '../words/lay-out.js';
import { sayCount, sayNumber } from '../words/say-count.js';
import { sayPercent } from './tell-hit-rate.js';

const MOST_COMMENTS = 10;

interface Width {
  readonly width: number;
  readonly verbose: boolean;
}

export function tellPackageUse(
  { client, summary }: ClientHits,
  found: PackageUse,
  style: Width,
): readonly string[] {
  const { lines, taken, blocked } = found;
  const { targets } = summary;
  const percent = targets === 0 ? 100 : (taken * 100) / targets;
  return [
    ...comment(
      `${client.name}: with these lines it takes ${sayNumber(taken)} of ${sayCount(targets, 'package')} as binaries, ${sayPercent(percent)} % (now ${sayPercent(summary.percent)} %)`,
      style,
    ),
    ...lines.map(({ atom, flags }) => `${atom} ${flags.join(' ')}`),
    ...tellBlocked(blocked, style),
  ];
}

function tellBlocked(blocked: PackageUse['blocked'], style: Width): readonly string[] {
  const isOfFlags = blocked.filter(({ obstacle }) => obstacle.kind !== 'not-use');
  const others = blocked.length - isOfFlags.length;
  const shown = style.verbose ? isOfFlags : isOfFlags.slice(0, MOST_COMMENTS);
  const rest = isOfFlags.length - shown.length;
  return [
    ...(others === 0
      ? []
      : comment(`${sayCount(others, 'other package')} not taken, but not because of flags`, style)),
    ...(isOfFlags.length === 0
      ? []
      : comment(`no line helps ${sayCount(isOfFlags.length, 'package')}:`, style)),
    ...shown.flatMap(({ choice, obstacle }) => {
      const pkg = choice.passed[0]?.package;
      return comment(
        `${pkg === undefined ? choice.atom.text : instanceName(pkg)}: ${sayObstacle(obstacle)}`,
        style,
      );
    }),
    ...(rest === 0 ? [] : comment(`... ${sayNumber(rest)} more (--verbose)`, style)),
  ];
}

function sayObstacle(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'masked':
      return `was built with ${obstacle.flags.join(' ')}, which the profile masks (use.mask)`;
    case 'forced':
      return `was built without ${obstacle.flags.join(' ')}, which the profile forces (use.force)`;
    case 'iuse':
      return `its ebuild has other flags now: ${obstacle.flags.join(' ')}; rebuild it`;
    case 'not-use':
      return 'its flags are not the reason';
    case 'unproved':
      return 'its line does not make the client take it';
  }
}

/** For a section of binrepos.conf; the same words follow `--getbinpkg-include`. */
export function tellInclude(
  { client, summary }: ClientHits,
  subset: SafeSubset,
  style: Width,
): readonly string[] {
  const names = includeList(subset);
  const head = comment(
    `${client.name}: ${sayCount(subset.safe.length, 'package')} for which it builds nothing; it takes ${sayNumber(summary.counts.taken + summary.counts.gone)} of ${sayCount(summary.targets, 'target')}`,
    style,
  );
  const shown = style.verbose ? subset.unsafe : subset.unsafe.slice(0, MOST_COMMENTS);
  const rest = subset.unsafe.length - shown.length;
  const left = [
    ...(subset.unsafe.length === 0
      ? []
      : comment(`left out, as the client would build for them (${sayNumber(subset.unsafe.length)}):`, style)),
    ...shown.flatMap(({ package: pkg, need }) => comment(`${instanceName(pkg)} needs ${need.text}`, style)),
    ...(rest === 0 ? [] : comment(`... ${sayNumber(rest)} more (--verbose)`, style)),
  ];
  // An empty list lets everything in.
  const list =
    names.length === 0
      ? comment('no package is safe, and an empty getbinpkg-include lets in all: set no sync-uri', style)
      : [
          'getbinpkg-include =',
          ...layOut(names, ' ', { width: style.width - INDENT.length }).map(line => INDENT + line),
        ];
  return [...head, ...list, ...left];
}

const INDENT = '    ';

function comment(text: string, { width }: Width): readonly string[] {
  return layOut([text], ' ', { width: Math.max(width - 2, 20), flow: true }).map(line => `# ${line}`);
}
