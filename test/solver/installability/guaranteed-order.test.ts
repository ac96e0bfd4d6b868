// The order that Portage is bound to respect. The worlds marked "Portage" were given to its ResolverPlayground (3.0.82) as binary packages with
// --usepkgonly; the comment is the order that it took.

import { describe, expect, it } from 'vitest';
import { standingOn } from '../../../src/model/standing.js';
import { guaranteedOrder } from '../../../src/solver/installability/guaranteed-order.js';
import { readScenario } from '../../support/scenario.js';

type World = Readonly<Record<string, string>>;

/** Whether some package named `provider` is merged before the newest `user`. */
function isBefore(provider: string, user: string, offered: World, installed: World = {}): boolean {
  const write = (world: World) =>
    ['CPV: sys-apps/base-1', ...Object.entries(world).map(([cpv, keys]) => `CPV: a/${cpv}\n${keys}`)]
      .map(entry => `${entry.trimEnd()}\n`)
      .join('\n');
  const universe = readScenario(`[binhost]\n${write(offered)}[installed]\n${write(installed)}`);
  const place = universe.sources.findIndex(({ role }) => role === 'installed');
  const order = guaranteedOrder(universe, standingOn(universe, place));
  const pkg = universe.judged.find(({ cpvText }) => cpvText === `a/${user}`);
  if (pkg === undefined) throw new Error(`no such package: ${user}`);
  return order.isBefore(pkg, ({ cpvText }) => cpvText === `a/${provider}`);
}

describe('edges that bind', () => {
  it('an item of RDEPEND that what is installed does not satisfy (Portage: q-2 p-1)', () => {
    expect(isBefore('q-2', 'p-1', { 'p-1': 'RDEPEND: >=a/q-2', 'q-2': '' }, { 'q-1': '' })).toBe(true);
  });

  it('an item of IDEPEND (Portage: q-2 p-1)', () => {
    expect(isBefore('q-2', 'p-1', { 'p-1': 'EAPI: 8\nIDEPEND: >=a/q-2', 'q-2': '' }, { 'q-1': '' })).toBe(
      true,
    );
  });

  it('a recorded slot operator (Portage: q-2 p-1)', () => {
    const offered = { 'p-1': 'RDEPEND: a/q:0/2=', 'q-2': 'SLOT: 0/2' };
    expect(isBefore('q-2', 'p-1', offered, { 'q-1': 'SLOT: 0/1' })).toBe(true);
  });

  it('through others', () => {
    const offered = { 'p-1': 'RDEPEND: a/c', 'c-1': 'RDEPEND: a/d', 'd-1': 'RDEPEND: a/q', 'q-1': '' };
    expect(isBefore('q-1', 'p-1', offered)).toBe(true);
    // One that is installed already is not merged for.
    expect(isBefore('q-1', 'p-1', offered, { 'd-1': '' })).toBe(false);
  });

  it('PDEPEND the other way round, also where it closes a cycle (Portage: q-1 p-1)', () => {
    expect(isBefore('q-1', 'p-1', { 'p-1': 'RDEPEND: a/q', 'q-1': 'PDEPEND: a/p' })).toBe(true);
  });
});

describe('what binds nothing', () => {
  it('an item that what is installed satisfies (Portage: p-1 alone)', () => {
    expect(isBefore('q-2', 'p-1', { 'p-1': 'RDEPEND: a/q', 'q-2': '' }, { 'q-1': '' })).toBe(false);
  });

  it('PDEPEND (Portage may go either way)', () => {
    expect(isBefore('q-1', 'p-1', { 'p-1': 'PDEPEND: a/q', 'q-1': '' })).toBe(false);
  });

  it('no dependency at all, and a blocker', () => {
    expect(isBefore('q-1', 'p-1', { 'p-1': '', 'q-1': '' })).toBe(false);
    expect(isBefore('q-2', 'p-1', { 'p-1': 'RDEPEND: !<a/q-2', 'q-2': '' }, { 'q-1': '' })).toBe(false);
  });
});

describe('choices', () => {
  const both = { 'p-1': 'RDEPEND: || ( a/q a/r )', 'q-1': '', 'r-1': '' };

  it('bind where every branch does', () => {
    expect(isBefore('q-1', 'p-1', both)).toBe(false);
    expect(isBefore('q-1', 'p-1', { ...both, 'r-1': 'RDEPEND: a/q' })).toBe(true);
    expect(isBefore('q-1', 'p-1', { ...both, 'p-1': 'RDEPEND: || ( a/q ( a/r a/q ) )' })).toBe(true);
  });

  it('leave out branches that nothing can satisfy', () => {
    expect(isBefore('q-1', 'p-1', { 'p-1': 'RDEPEND: || ( a/q a/absent )', 'q-1': '' })).toBe(true);
    expect(isBefore('q-1', 'p-1', { ...both, 'p-1': 'RDEPEND: || ( a/q ( a/r a/absent ) )' })).toBe(true);
  });

  it('bind nothing where a branch is installed (Portage: p-1 alone)', () => {
    expect(isBefore('q-1', 'p-1', both, { 'r-1': '' })).toBe(false);
  });

  it('an atom is a choice between slots, in each the newest that fits (Portage: q-2 p-1)', () => {
    expect(isBefore('q-2', 'p-1', { 'p-1': 'RDEPEND: a/q', 'q-1': '', 'q-2': '' })).toBe(true);
    expect(isBefore('q-2', 'p-1', { 'p-1': 'RDEPEND: a/q', 'q-1': 'SLOT: 1', 'q-2': 'SLOT: 2' })).toBe(false);
    expect(isBefore('q-1', 'p-1', { 'p-1': 'RDEPEND: <a/q-2', 'q-1': '', 'q-2': '' })).toBe(true);
  });
});

describe('what is refused', () => {
  // The table of Portage's answers has it as point-22: mid-1 user-1, and x-1 not at all.
  const offered = {
    'user-1': 'RDEPEND: a/mid\nREQUIRES: x86_64: libx.so.1',
    'mid-1': '',
    'mid-2': 'RDEPEND: >=a/x-2',
    'x-1': 'PROVIDES: x86_64: libx.so.1',
  };

  it('is passed over for an older instance, and what only it needs comes for nobody (Portage: mid-1 user-1)', () => {
    expect(isBefore('x-1', 'user-1', offered)).toBe(false);
    expect(isBefore('mid-1', 'user-1', offered)).toBe(true);
    expect(isBefore('mid-2', 'user-1', offered)).toBe(false);
  });

  it('leaves the older instance to order what it needs itself (Portage: x-1 mid-1 user-1)', () => {
    expect(isBefore('x-1', 'user-1', { ...offered, 'mid-1': 'RDEPEND: a/x' })).toBe(true);
  });

  it('is refused through others, and by what is installed too', () => {
    const deep = { ...offered, 'mid-2': 'RDEPEND: a/deep a/x', 'deep-1': 'RDEPEND: a/none' };
    expect(isBefore('x-1', 'user-1', deep)).toBe(false);
    const pinned = { ...offered, 'mid-2': 'RDEPEND: >=a/x-2 a/y', 'x-2': '', 'y-1': '' };
    expect(isBefore('y-1', 'user-1', pinned)).toBe(true);
    expect(isBefore('y-1', 'user-1', pinned, { 'pin-1': 'RDEPEND: <a/x-2', 'x-1': '' })).toBe(false);
  });

  it('takes a whole branch with it', () => {
    const branch = { ...offered, 'mid-1': 'RDEPEND: a/none', 'user-1': 'RDEPEND: || ( a/mid a/x )' };
    expect(isBefore('x-1', 'user-1', branch)).toBe(true);
  });

  it('is told of nobody as a user: there is no order in which it is merged', () => {
    expect(isBefore('x-1', 'mid-2', offered)).toBe(true);
  });
});

describe('cycles', () => {
  it('bind nothing inside (Portage: p-1 q-1)', () => {
    expect(isBefore('q-1', 'p-1', { 'p-1': 'RDEPEND: a/q', 'q-1': 'RDEPEND: a/p' })).toBe(false);
  });

  it('are closed by items that hold already, once both are merged (Portage: p-2 q-2)', () => {
    const offered = { 'p-2': 'RDEPEND: >=a/q-2', 'q-2': 'RDEPEND: a/p' };
    expect(isBefore('q-2', 'p-2', offered, { 'p-1': '', 'q-1': '' })).toBe(false);
    const longer = { 'p-2': 'RDEPEND: >=a/q-2', 'q-2': 'RDEPEND: a/x', 'x-2': 'RDEPEND: a/p' };
    expect(isBefore('q-2', 'p-2', longer, { 'p-1': '', 'q-1': '', 'x-1': '' })).toBe(false);
  });

  it('are not closed by what is installed as it is offered', () => {
    const offered = { 'p-2': 'RDEPEND: >=a/q-2', 'q-2': 'RDEPEND: a/x', 'x-1': 'RDEPEND: a/p' };
    expect(isBefore('q-2', 'p-2', offered, { 'p-1': '', 'q-1': '', 'x-1': 'RDEPEND: a/p' })).toBe(true);
  });

  it('come as a whole after what they need (Portage: q-1 p-1 c-1)', () => {
    const offered = { 'p-1': 'RDEPEND: a/c', 'c-1': 'RDEPEND: a/p a/q', 'q-1': '' };
    expect(isBefore('q-1', 'p-1', offered)).toBe(true);
  });

  it('come as a whole before what needs them (Portage: x-1 q-1 y-1 p-1)', () => {
    const offered = {
      'p-1': 'RDEPEND: a/x',
      'x-1': 'RDEPEND: a/y',
      'y-1': 'RDEPEND: a/q',
      'q-1': 'RDEPEND: a/x',
    };
    expect(isBefore('q-1', 'p-1', offered)).toBe(true);
  });

  it('that lead to no provider do not hold each other up', () => {
    const offered = { 'p-1': 'RDEPEND: a/x', 'x-1': 'RDEPEND: a/y', 'y-1': 'RDEPEND: a/x', 'q-1': '' };
    expect(isBefore('q-1', 'p-1', offered)).toBe(false);
  });
});
