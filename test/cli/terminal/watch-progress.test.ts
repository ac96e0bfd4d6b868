import { describe, expect, it } from 'vitest';
import { startBar } from '../../../src/cli/terminal/watch-progress.js';

function record() {
  const calls: string[] = [];
  const rates: unknown[] = [];
  let time = 0;
  const bar = {
    start: (total: number, value: number, payload?: object) =>
      calls.push(`start ${value}/${total} ${JSON.stringify(payload)}`),
    update: (value: number | object, payload?: object) => {
      calls.push(`update ${value}`);
      rates.push((payload as { readonly rate: string }).rate);
    },
    setTotal: (total: number) => calls.push(`total ${total}`),
    stop: () => calls.push('stop'),
  };
  const progress = startBar(bar as unknown as Parameters<typeof startBar>[0], () => time);
  return {
    calls,
    rates,
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
      'start 50/100 {"stage":"reading","rate":""}',
      'total 100',
      'update 50',
      'total 100',
      'update 51',
      'stop',
    ]);
  });

  it('tells rate and time left by bytes, as packages differ, or else by their number', () => {
    const { rates, progress, wait } = record();
    progress.report('scanning', 0, 100, { bytes: 0, totalBytes: 500e6 });
    wait(2000);
    progress.report('scanning', 5, 100, { bytes: 100e6, totalBytes: 500e6 });
    wait(2000);
    progress.report('scanning', 6, 100, { bytes: 101e6, totalBytes: 50e9 });
    progress.report('scanning VDB', 0, 100, { bytes: 0, totalBytes: 0 });
    wait(2000);
    progress.report('scanning VDB', 50, 100, { bytes: 0, totalBytes: 0 });
    progress.report('reading', 5, 100);
    expect(rates).toEqual([', 50.0 MB/s, 8 s left', ', 25.3 MB/s, 33 min left', '', ', 25/s, 2 s left', '']);
  });
});
