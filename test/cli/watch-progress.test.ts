import { describe, expect, it } from 'vitest';
import { startBar } from '../../src/cli/watch-progress.js';

function record() {
  const calls: string[] = [];
  let time = 0;
  const bar = {
    start: (total: number, value: number, payload?: object) =>
      calls.push(`start ${value}/${total} ${JSON.stringify(payload)}`),
    update: (value: number | object) => calls.push(`update ${value}`),
    setTotal: (total: number) => calls.push(`total ${total}`),
    stop: () => calls.push('stop'),
  };
  const progress = startBar(bar as unknown as Parameters<typeof startBar>[0], () => time);
  return {
    calls,
    progress,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe('progress', () => {
  it('says nothing of work that is done within a second', () => {
    const { calls, progress, wait } = record();
    progress.report('reading', 1, 2);
    wait(999);
    progress.report('reading', 2, 2);
    progress.stop();
    expect(calls).toEqual([]);
  });

  it('shows up after a second and goes away at the end', () => {
    const { calls, progress, wait } = record();
    progress.report('reading', 1, 100);
    wait(1000);
    progress.report('reading', 50, 100);
    progress.report('reading', 51, 100);
    progress.stop();
    expect(calls).toEqual([
      'start 50/100 {"stage":"reading"}',
      'total 100',
      'update 50',
      'total 100',
      'update 51',
      'stop',
    ]);
  });
});
