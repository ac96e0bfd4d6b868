import { describe, expect, it } from 'vitest';
import { readMarch } from '../../../src/model/linking/isa-level.js';

describe('-march', () => {
  it.each([
    ['-O2 -march=x86-64-v3 -pipe', 'x86-64-v3', 3],
    ['-march=native -march=znver4', 'znver4', 4],
    ['-march=haswell\t-march=nehalem', 'nehalem', 2],
    ['-march=core2', 'core2', 1],
    ['-march=x86-64', 'x86-64', 1],
  ])('of %s is that of the last', (flags, processor, level) => {
    expect(readMarch(flags)).toEqual({ processor, level });
  });

  it.each([
    '',
    '-O2',
    '-march=haswell -march=native',
    '-Wno-march=haswell',
    '-march=armv8-a',
    '-mtune=haswell',
  ])('of "%s" says nothing', flags => expect(readMarch(flags)).toBeNull());
});
