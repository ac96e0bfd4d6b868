import { expect, it } from 'vitest';
import * as pms from '../../src/pms/index.js';

it('the door has what the contract promises', () => {
  const promised = [
    'parseVersion',
    'compareVersions',
    'formatVersion',
    'parseCpv',
    'parseAtom',
    'matchesAtom',
    'parseDepspec',
    'reduceDepspec',
    'isRequiredUseMet',
    'PmsSyntaxError',
  ];
  expect(promised.filter(name => typeof (pms as Record<string, unknown>)[name] !== 'function')).toEqual([]);
});

it('what a reader does first works through the door', () => {
  const candidate = {
    cpv: pms.parseCpv('dev-lang/perl-5.40.0-r1'),
    slot: pms.parseSlot('0/5.40'),
    use: new Set(['ithreads']),
    iuse: pms.iuseNames('debug ithreads'),
    iuseEffective: pms.effectiveIuse(new Map()),
    repo: 'gentoo',
  };
  expect(pms.matchesAtom(pms.parseAtom('>=dev-lang/perl-5.38:0/5.40=[ithreads,-debug]'), candidate)).toBe(
    true,
  );
  expect(pms.matchesAtom(pms.parseAtom('dev-lang/perl:0/5.38='), candidate)).toBe(false);
});
