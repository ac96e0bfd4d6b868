// `--kernel`, `--isa` and `--portage`: what the operator promises of the clients.

import { ISA_NAMES, isaNamed, isKernelVersion, isPortageVersion, type Policy } from '../model/policy.js';
import { chooseWord } from './choose-word.js';
import { UsageError } from './failure.js';
import type { AuditFlags } from './flags.js';

/** What was promised in vain: only the files of packages could be held against it. */
export function sayIdlePolicy({ kernel, isa }: Policy, isPayloadRead: boolean): readonly string[] {
  if (isPayloadRead) return [];
  const idle = [...(kernel === null ? [] : ['--kernel']), ...(isa === null ? [] : ['--isa'])];
  return idle.length === 0
    ? []
    : [
        `warning: ${idle.join(' and ')} without --payload: no file was looked at, so nothing was held against it`,
      ];
}

export function settlePolicy(flags: Pick<AuditFlags, 'kernel' | 'isa' | 'portage'>): Policy {
  const kernel = flags.kernel ?? null;
  if (kernel !== null && !isKernelVersion(kernel))
    throw new UsageError(
      `--kernel '${kernel}' is no version of Linux; give the oldest that clients run, as 5.10 or 6.1.12`,
    );
  const { isa, portage } = flags;
  if (portage !== undefined && !isPortageVersion(portage))
    throw new UsageError(
      `--portage '${portage}' is no version of Portage; give the oldest that clients have, as 3.0.30`,
    );
  return {
    kernel,
    ...(portage === undefined ? {} : { portage }),
    isa: isa === undefined ? null : isaNamed(chooseWord(isa, ISA_NAMES, 'level of x86-64')),
  };
}
