import { describe, expect, it } from 'vitest';
import { needsAtRuntime, presenceFor } from '../../../src/model/contents/runtime-presence.js';
import { readScenario } from '../../support/scenario.js';

function ask(text: string) {
  const universe = readScenario(text);
  const [pkg] = universe.judged;
  const { has, gap } = presenceFor(universe, pkg!);
  return { gap, present: universe.packages.filter(has).map(({ cpvText }) => cpvText) };
}

const A =
  '[binhost]\nCPV: app-misc/a-1\nPATH: a\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\nPATH: b1\n\nCPV: app-misc/b-2\nPATH: b2\nPDEPEND: || ( app-misc/c app-misc/d )\n\nCPV: app-misc/c-1\nPATH: c\n\nCPV: app-misc/d-1\nPATH: d\n\nCPV: app-misc/e-1\nPATH: e\n';
const PAYLOADS = ['a', 'b1', 'b2', 'c', 'd', 'e'].map(name => `[payload ${name}]\n/usr/${name} file\n`);

describe('presenceFor', () => {
  it('counts on all that is needed, on every branch of a choice, and on what Portage takes', () => {
    expect(ask(A + PAYLOADS.join(''))).toEqual({
      gap: null,
      present: ['app-misc/a-1', 'app-misc/b-2', 'app-misc/c-1', 'app-misc/d-1'],
    });
  });

  it('names what has no files, and what nothing meets', () => {
    expect(ask(A + PAYLOADS.filter(text => !text.includes('[payload d]')).join('')).gap).toBe('app-misc/d');
    expect(
      ask(`${A.replace('app-misc/c app-misc/d', '( app-misc/x app-misc/c )')}${PAYLOADS.join('')}`).gap,
    ).toBe('app-misc/x');
    expect(ask(A + PAYLOADS.join('').replace('[payload c]\n', '[payload c]\nincomplete\n')).gap).toBe(
      'app-misc/c',
    );
  });

  it('counts on the system set, and on what all baselines have in a slot', () => {
    const world =
      '[binhost]\nCPV: app-misc/a-1\nPATH: a\n\nCPV: app-shells/bash-5\nPATH: bash\nRDEPEND: sys-libs/readline\n\nCPV: sys-libs/readline-8\nPATH: r\n[installed one]\nCPV: app-misc/x-1\n\nCPV: app-misc/y-1\n[installed two]\nCPV: app-misc/x-2\n[payload a]\n/a file\n[payload bash]\n/b file\n[payload r]\n/r file\n[payload app-misc/x-1]\n/x file\n[payload app-misc/x-2]\n/x file\n[payload app-misc/y-1]\n/y file\n';
    expect(ask(world)).toEqual({
      gap: null,
      present: ['app-misc/a-1', 'app-shells/bash-5', 'sys-libs/readline-8', 'app-misc/x-1', 'app-misc/x-2'],
    });
  });

  it('ends in a circle', () => {
    const universe = readScenario(
      '[binhost]\nCPV: a/a-1\nRDEPEND: a/b\n\nCPV: a/b-1\nRDEPEND: a/a\n\nCPV: a/c-1\nRDEPEND: a/a\n',
    );
    const [a, b, c] = universe.judged;
    expect([
      needsAtRuntime(universe, a!, b!),
      needsAtRuntime(universe, b!, a!),
      needsAtRuntime(universe, a!, c!),
    ]).toEqual([true, true, false]);
  });
});
