import { describe, expect, it } from 'vitest';
import { tellRefusal } from '../../../src/report/installability/tell-refusal.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { judgeInstallability } from '../../../src/solver/installability/judge-installability.js';
import type { NotInstallable } from '../../../src/solver/installability/verdict.js';
import { readScenario } from '../../support/scenario.js';

function refuse(text: string, verbose = false) {
  const universe = readScenario(`[binhost]\n${text}`);
  const place = universe.sources.length > 1 ? 1 : null;
  const [verdict] = judgeInstallability(universe, universe.judged.slice(0, 1), { baseline: place });
  return tellRefusal(universe, verdict as NotInstallable, place, { width: 80, palette: PLAIN, verbose });
}

describe('tellRefusal', () => {
  it('tells builds of one name together, and what the package is not', () => {
    const text =
      'CPV: sys-libs/glibc-2.33\nIUSE: crypt\n\n' +
      'CPV: virtual/libcrypt-1\nBUILD_ID: 1\nRDEPEND: sys-libs/glibc[crypt]\n\nCPV: virtual/libcrypt-1\nBUILD_ID: 2\nRDEPEND: sys-libs/glibc[crypt]\n' +
      '[installed]\nCPV: sys-libs/glibc-2.31\nIUSE: crypt\nUSE: crypt\n\nCPV: virtual/libcrypt-1\nRDEPEND: sys-libs/glibc[crypt]\n';
    expect(refuse(text)).toContain(
      'virtual/libcrypt (3 builds) needs sys-libs/glibc[crypt], and sys-libs/glibc-2.33 is not that (not built with crypt)',
    );
  });

  it('begins with the package itself', () => {
    const [first] = refuse('CPV: x/a-1\nRDEPEND: x/b x/c\n\nCPV: x/b-1\nRDEPEND: !x/c\n\nCPV: x/c-1\n');
    expect(first).toMatch(/^x\/a-1 needs x\/[bc]$/);
  });

  it('tells a large cycle by its size and one need, all members when verbose', () => {
    const ring = Array.from(
      { length: 9 },
      (_, at) => `CPV: x/p${at}-1\nSLOT: 0/1\nRDEPEND: x/p${(at + 1) % 9}:0/1=\n`,
    ).join('\n');
    expect(refuse(ring)).toEqual([
      'Portage refuses the cycle of 9 packages, which a slot operator closes: x/p0-1 needs x/p1:0/1=',
    ]);
    for (let at = 0; at < 9; at++) expect(refuse(ring, true)[0]).toContain(`x/p${at}-1`);
  });
});
