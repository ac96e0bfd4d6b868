// `[policy]` in a scenario: what clients are promised to have, as lines `kernel: 5.10` and `isa: x86-64-v2`, `portage: 3.0.30`.

import { isaNamed, NO_POLICY, type Policy } from '../../src/model/policy.js';

export function readPolicy(text: string): Policy {
  const body = /^\[policy\]\n([^[]*)/m.exec(text)?.[1];
  if (body === undefined) return NO_POLICY;
  const value = (key: string) => new RegExp(`^${key}: (.+)$`, 'm').exec(body)?.[1];
  const portage = value('portage') ?? null;
  return { kernel: value('kernel') ?? null, isa: isaNamed(value('isa') ?? ''), portage };
}
