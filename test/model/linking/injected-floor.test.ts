import { describe, expect, it } from 'vitest';
import { floorsOf } from '../../../src/model/libc.js';
import { isInjectedFloor } from '../../../src/model/linking/injected-floor.js';
import { readScenario } from '../../support/scenario.js';

const ELF = 'REQUIRES: x86_64: libc.so.6\n';
const gcrypt = (depend: string, time: number, more = ELF) =>
  `[binhost]\nCPV: dev-libs/libgcrypt-1.10\nRDEPEND: ${depend}\nBUILD_TIME: ${time}\n${more}\n`;
const other = (name: string, time: number, depend = '') =>
  `CPV: app-misc/${name}-1\nBUILD_TIME: ${time}\n${depend}${ELF}\n`;
const floor = 'RDEPEND: dev-libs/x >=sys-libs/glibc-2.38-r10\n';

/** Of the highest floor of the first package. */
function isInjected(text: string, written: string | null = null): boolean {
  const universe = readScenario(text);
  const [pkg] = universe.judged;
  if (pkg === undefined) throw new Error('a scenario without package');
  const last = floorsOf(universe, pkg).at(-1);
  if (last === undefined) throw new Error('a package without floor');
  return isInjectedFloor(universe, pkg, last, written);
}

const FLOOR = '>=sys-libs/glibc-2.25';
const [OLD, NEW] = [1_680_000_000, 1_720_000_000];

describe('isInjectedFloor', () => {
  it.each([
    ['the last token of a package with ELF files', gcrypt(`dev-libs/x ${FLOOR}`, NEW), true],
    ['not the last token', gcrypt(`${FLOOR} dev-libs/x`, NEW), false],
    ['in a group', gcrypt(`|| ( dev-libs/x ) ${FLOOR}:2.2`, NEW), false],
    ['of a package without ELF files', gcrypt(FLOOR, NEW, ''), false],
    ['built before Portage could', gcrypt(FLOOR, OLD), false],
    ['a time that is not known', gcrypt(FLOOR, 0), true],
    ['none of the index has any', gcrypt(FLOOR, 0) + other('a', 0) + other('b', 0), false],
    ['some other has one', gcrypt(FLOOR, 0) + other('a', 0) + other('b', 0, floor), true],
    [
      'those built before and after it have none',
      gcrypt(FLOOR, NEW) + other('a', NEW - 9) + other('b', NEW + 9) + other('c', NEW + 99, floor),
      false,
    ],
    [
      'the one built after it has one',
      gcrypt(FLOOR, NEW) + other('a', NEW - 9) + other('b', NEW + 9, floor),
      true,
    ],
  ])('%s', (_, text, expected) => {
    expect(isInjected(text)).toBe(expected);
  });

  it('an ebuild that writes it', () => {
    const text = gcrypt(FLOOR, NEW) + other('b', NEW + 9, floor);
    expect(isInjected(text, '>=sys-libs/glibc-2.9')).toBe(true);
    expect(isInjected(text, `dev-libs/x ${FLOOR}`)).toBe(false);
  });
});
