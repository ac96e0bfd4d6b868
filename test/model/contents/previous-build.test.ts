import { describe, expect, it } from 'vitest';
import { areAskedAlike, isLive, previousBuildOf } from '../../../src/model/contents/previous-build.js';
import { readScenario } from '../../support/scenario.js';

const entry = (id: number, time: number, more = '') =>
  `CPV: app-misc/a-1\nBUILD_ID: ${id}\nBUILD_TIME: ${time}\nPATH: a-${id}\n${more}`;
const IMAGES = [1, 2, 3, 4].map(id => `[payload a-${id}]\n/usr/bin/a elf\n`).join('');

describe('previousBuildOf', () => {
  it('is the build before by time, in the binhost or the generation before', () => {
    const universe = readScenario(
      `[binhost]\n${[entry(3, 30), entry(1, 10)].join('\n')}[published]\n${[entry(2, 20), entry(1, 10)].join('\n')}${IMAGES}`,
    );
    const [third, first] = universe.judged;
    const previous = previousBuildOf(universe, third!);
    expect([previous?.role, previous?.buildId]).toEqual(['published', 2]);
    // Without digests what is published under the same number is compared: equal files are no finding.
    expect(previousBuildOf(universe, first!)?.role).toBe('published');
  });

  it('is never the same build, nor one whose files are not all known', () => {
    const universe = readScenario(
      `[binhost]\n${entry(2, 20, 'SHA1: aa\n')}[published]\n${[entry(1, 10), entry(2, 20, 'SHA1: aa\n')].join('\n')}[payload a-2]\n/usr/bin/a elf\n[payload a-1]\nincomplete\n`,
    );
    expect(previousBuildOf(universe, universe.judged[0]!)).toBeNull();
  });
});

it('compares USE as far as IUSE goes, and knows live versions', () => {
  const universe = readScenario(
    `[binhost]\n${[entry(1, 1, 'IUSE: +x y\nUSE: x amd64\n'), entry(2, 2, 'IUSE: x -y\nUSE: x arm64\n'), entry(3, 3, 'IUSE: x y\nUSE: y\n'), entry(4, 4, 'IUSE: x\nUSE: x\nPROPERTIES: live\n'), 'CPV: a/b-9999\n', 'CPV: a/b-1.9999\n', 'CPV: a/b-99990\n'].join('\n')}`,
  );
  const [a, b, c, d, ...others] = universe.judged;
  expect([areAskedAlike(a!, b!), areAskedAlike(a!, c!), areAskedAlike(a!, d!)]).toEqual([true, false, false]);
  expect([isLive(a!), isLive(d!), ...others.map(isLive)]).toEqual([false, true, true, true, false]);
});
