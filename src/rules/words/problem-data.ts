// A reader's problem as the data of a finding: what contract.md gives to container-invalid, index-mismatch and their kin.

import type { Problem } from '../../model/problem.js';

/** `what` is the problem's sentence without its full stop, to stand inside others. */
export function problemData(problem: Problem) {
  return {
    code: problem.code,
    what: problem.message.replace(/\.$/, ''),
    offset: problem.offset,
    field: problem.field ?? null,
    expected: problem.expected ?? null,
    actual: problem.actual ?? null,
  };
}
