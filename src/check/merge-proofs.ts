// What was proved for each of several clients, made one list: what holds for all of them is said once, the rest names those it holds for.

import { getOrMake } from '../base/get-or-make.js';
import { hashText } from '../base/hash-text.js';
import type { Draft } from './link-findings.js';

/** Drafts by client, in the order of the clients. `names`: what the clients are called. */
export function mergeProofs(
  proofs: readonly (readonly Draft[])[],
  names: readonly string[],
): readonly Draft[] {
  if (proofs.length < 2) return proofs.flat();
  const shared = new Map<string, { readonly draft: Draft; readonly clients: number[] }>();
  for (const [client, drafts] of proofs.entries()) {
    const said = new Map<string, number>();
    for (const draft of drafts) {
      const key = keyOf(draft);
      const count = (said.get(key) ?? 0) + 1;
      said.set(key, count);
      getOrMake(shared, `${count} ${key}`, () => ({ draft, clients: [] })).clients.push(client);
    }
  }
  const known = new Map<string, string>();
  return [...shared].map(([key, { draft, clients }]) => {
    if (clients.length === proofs.length) return draft;
    const own = clients.map(client => names[client] as string);
    const { finding } = draft;
    // The defect that was there before another client was asked about stays the same finding.
    const first = getOrMake(known, finding.fingerprint, () => key);
    const nameOf = (id: string) => (first === key ? id : hashText(JSON.stringify([id, ...own])));
    return {
      ...draft,
      clients,
      finding: {
        ...finding,
        fingerprint: nameOf(finding.fingerprint),
        kin: nameOf(finding.kin),
        data: { ...finding.data, clients: own },
      },
    };
  });
}

function keyOf({ finding: { fingerprint, severity, assurance, data } }: Draft): string {
  return JSON.stringify([fingerprint, severity, assurance, data]);
}
