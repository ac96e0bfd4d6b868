// The examples of PMS 12.3.14 and the corners of its tables.

import { describe, expect, it } from 'vitest';
import { VERSION_FUNCTIONS } from '../../../src/ebuild/metadata/versions.js';
import { Shell } from '../../../src/ebuild/shell/shell.js';
import { Refused } from '../../../src/ebuild/syntax/outcome.js';

function run(
  name: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): string | number {
  const shell = new Shell({ builtins: new Map(), environment });
  const output: string[] = [];
  shell.output = output;
  const status = VERSION_FUNCTIONS[name]?.(shell, args, name) ?? 127;
  return name === 'ver_test' ? status : output.join('').trimEnd();
}

describe('ver_cut', () => {
  it.each([
    [['1-2', '1.2.3'], '1.2'],
    [['2-', '1.2.3b_alpha4'], '2.3b_alpha4'],
    [['1', '1.2.3'], '1'],
    [['3-4', '1.2.3b_alpha4'], '3b'],
    [['0-2', '.1.2.3'], '.1.2'],
    [['2-3', '1.2.3.'], '2.3'],
    [['5', '1.2.3'], ''],
    [['1-', ''], ''],
  ])('%j', (args, version) => {
    expect(run('ver_cut', args)).toBe(version);
  });

  it('takes PV where no version is given', () => {
    expect(run('ver_cut', ['1-2'], { PV: '4.5.6' })).toBe('4.5');
  });
});

describe('ver_rs', () => {
  it.each([
    [['1', '-', '1.2.3'], '1-2.3'],
    [['2', '-', '1.2.3b_alpha4'], '1.2-3b_alpha4'],
    [['1-2', '', '1.2.3'], '123'],
    [['1', '-', '2', '_', '1.2.3'], '1-2_3'],
    [['3', '.', '1.2.3b_alpha4'], '1.2.3.b_alpha4'],
    [['1-', '_', '1.2.3'], '1_2_3'],
    [['0', '-', '1.2'], '1.2'],
    [['0', '-', '.1.2'], '-1.2'],
    [['5', '-', '1.2'], '1.2'],
  ])('%j', (args, version) => {
    expect(run('ver_rs', args)).toBe(version);
  });
});

describe('ver_test', () => {
  it.each([
    [['1.0', '-lt', '2.0'], 0],
    [['1.0', '-eq', '1.0.0'], 1],
    [['1.2_alpha', '-lt', '1.2'], 0],
    [['1-r1', '-gt', '1'], 0],
    [['1.10', '-ge', '1.9'], 0],
    [['1', '-ne', '1'], 1],
    [['1', '-le', '0'], 1],
  ])('%j', (args, status) => {
    expect(run('ver_test', args)).toBe(status);
  });

  it('compares PVR where one version is given', () => {
    expect(run('ver_test', ['-gt', '1.0'], { PVR: '1.0-r1' })).toBe(0);
  });

  it.each([[['1', '-foo', '2']], [['1', '2']], [[]], [['a', '-eq', '1']]])('refuses %j', args => {
    expect(() => run('ver_test', args)).toThrow(Refused);
  });
});
