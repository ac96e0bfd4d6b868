// A reason as text that is equal for equal reasons, and refusals told under the refusals they contain.

import { compareText } from '../../base/compare-text.js';
import { instanceName } from '../../model/package.js';
import type { Reason } from './encode-universe.js';
import type { NotInstallable } from './verdict.js';

export function reasonKey(reason: Reason): string {
  switch (reason.kind) {
    case 'requirement':
      return `${instanceName(reason.package)} ${reason.class} ${reason.item}`;
    case 'soname':
      return `${instanceName(reason.package)} ${reason.soname.abi} ${reason.soname.soname}`;
    case 'blocker':
      return `${instanceName(reason.package)} ${reason.atom.text} ${instanceName(reason.blocked)}`;
    case 'same-slot':
      return `${reason.name}:${reason.slot}`;
    case 'installed':
      return `installed ${instanceName(reason.package)}`;
    case 'selected':
      return `selected ${reason.set === '@world' ? '' : `${reason.set} `}${reason.atom.text}`;
    case 'unreadable':
      return `${instanceName(reason.package)} ${reason.class} unreadable`;
    case 'masked':
      return `masked ${instanceName(reason.package)}`;
    case 'group':
      return `group ${reason.node.start} ${reason.node.end}`;
  }
}

/** A refusal that contains no other, and the packages refused because they need what it refuses. */
export interface RefusalCause {
  readonly refusal: NotInstallable;
  readonly consequences: readonly NotInstallable[];
}

/** Each refusal under the smallest one whose reasons are all among its own; in the order of the refusals given. */
export function foldRefusals(refusals: readonly NotInstallable[]): readonly RefusalCause[] {
  const keyed = refusals.map((refusal, at) => ({ refusal, at, keys: keysOf(refusal) }));
  const bySize = [...keyed].sort((a, b) => a.keys.size - b.keys.size || a.at - b.at);
  const causes = new Map<(typeof keyed)[number], NotInstallable[]>();
  // A cause is found by any one of its reasons: a refusal that contains it has that reason too.
  const byReason = new Map<string, (typeof keyed)[number][]>();
  for (const entry of bySize) {
    const cause = [...entry.keys]
      .flatMap(key => byReason.get(key) ?? [])
      .find(({ keys }) => [...keys].every(key => entry.keys.has(key)));
    if (cause !== undefined) {
      causes.get(cause)?.push(entry.refusal);
      continue;
    }
    causes.set(entry, []);
    const [first] = entry.keys;
    if (first === undefined) continue;
    const list = byReason.get(first);
    if (list === undefined) byReason.set(first, [entry]);
    else list.push(entry);
  }
  return [...causes]
    .sort(([a, m], [b, n]) => n.length - m.length || a.at - b.at)
    .map(([{ refusal }, consequences]) => ({ refusal, consequences }));
}

function keysOf({ reasons, cycles }: NotInstallable): ReadonlySet<string> {
  // Builds of the same names close the same cycle.
  const cyclic = cycles.map(
    ({ members }) => `cycle ${[...new Set(members.map(({ cpn }) => cpn))].sort(compareText).join(' ')}`,
  );
  return new Set([...reasons.map(reasonKey), ...cyclic]);
}
