import { describe, expect, it } from 'vitest';
import { fileNeeding, sonamesOf } from '../../../src/model/linking/package-sonames.js';
import { readScenario } from '../../support/scenario.js';

function read(payload: string, more = '') {
  const universe = readScenario(
    `[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\nREQUIRES: x86_64: libz.so.1\nPROVIDES: x86_64: liba.so.1\n${payload}${more}`,
  );
  const pkg = universe.packages[0]!;
  const { provides, requires } = sonamesOf(universe, pkg);
  const say = (list: typeof provides) => list.map(({ abi, soname }) => `${abi} ${soname}`);
  return { universe, pkg, provides: say(provides), requires: say(requires) };
}

describe('sonamesOf', () => {
  const FILES =
    '/usr/bin/a elf needs=libb.so.2,./libc.so\n/usr/lib64/libd.so.4 elf soname=libd.so.4 category=arm_64\n';

  it('are those of the files', () => {
    const { universe, pkg, provides, requires } = read(`[payload a.xpak]\n${FILES}`);
    expect([provides, requires]).toEqual([['arm_64 libd.so.4'], ['x86_64 libb.so.2']]);
    expect(fileNeeding(universe, pkg, { abi: 'x86_64', soname: 'libb.so.2' })).toBe('/usr/bin/a');
    expect(fileNeeding(universe, pkg, { abi: 'arm_64', soname: 'libb.so.2' })).toBeNull();
  });

  it.each(['', `[payload a.xpak]\nincomplete\n${FILES}`])('are those of the index without them', payload => {
    const { universe, pkg, ...sonames } = read(payload);
    expect(sonames).toEqual({ provides: ['x86_64 liba.so.1'], requires: ['x86_64 libz.so.1'] });
    expect(sonamesOf(universe, pkg).requires).toBe(pkg.requires);
    expect(fileNeeding(universe, pkg, { abi: 'x86_64', soname: 'libb.so.2' })).toBeNull();
  });

  it('are one object for each library, whoever names it', () => {
    const { universe, pkg } = read(
      '\nCPV: dev-libs/b-1\nPROVIDES: x86_64: libb.so.2\n',
      `[payload a.xpak]\n${FILES}`,
    );
    expect(sonamesOf(universe, pkg).requires[0]).toBe(universe.packages[1]!.provides[0]);
  });
});
