// What came before the newest of a slot, among generations and older instances.

import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { previousOf, slotHistories } from '../../../src/model/update/slot-history.js';
import { readScenario } from '../../support/scenario.js';

function histories(text: string) {
  return [...slotHistories(readScenario(text))].map(history => {
    const { newest, published, older } = history;
    const previous = previousOf(history);
    return [newest, published, previous]
      .map(pkg => (pkg === null ? null : instanceName(pkg)))
      .concat(older.map(instanceName));
  });
}

describe('slotHistories', () => {
  it('know the newest of the last generation only, and older instances in order', () => {
    const here =
      '[binhost]\nCPV: a/b-3\n\nCPV: a/b-1\n\nCPV: a/b-2\n\nCPV: a/b-9\nSLOT: 9\n\nCPV: a/alone-1\n';
    const first = '[published first]\nCPV: a/b-1\n\nCPV: a/alone-1\n';
    const second = '[published second]\nCPV: a/b-2.5\n\nCPV: a/b-2.4\n';
    expect(histories(here)).toEqual([['a/b-3', null, 'a/b-2', 'a/b-1', 'a/b-2']]);
    expect(histories(here + first + second)).toEqual([['a/b-3', 'a/b-2.5', 'a/b-2.5', 'a/b-1', 'a/b-2']]);
    expect(histories(here + first)).toHaveLength(2);
  });

  it('leave out what a background binhost has newer', () => {
    expect(histories('[binhost]\nCPV: a/b-2\n\nCPV: a/b-1\n[with]\nCPV: a/b-3\n')).toEqual([]);
  });
});
