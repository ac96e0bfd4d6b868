import { describe, expect, it } from 'vitest';
import { movedAtom, movedPackage } from '../../../src/model/repository/moves.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { readScenario } from '../../support/scenario.js';
import { readTree } from '../../support/scenario-tree.js';

function ask(moves: readonly string[], ebuilds = '') {
  const tree = readTree(`[tree gentoo]\n${moves.join('\n')}\n\n${ebuilds}`);
  const repository = tree?.repositories[0];
  if (tree == null || repository === undefined) throw new Error('no tree');
  const say = (moved: { readonly from: string; readonly to: string } | null) =>
    moved === null ? null : `${moved.from} -> ${moved.to}`;
  return {
    atom: (text: string) => say(movedAtom(tree, repository, parseAtom(text))),
    package: (stanza: string) => {
      const [pkg] = readScenario(`[binhost]\n${stanza}\n`).judged;
      if (pkg === undefined) throw new Error('no package');
      return say(movedPackage(tree, repository, pkg));
    },
  };
}

describe('moves', () => {
  it('follow each other in order, never backwards', () => {
    const { atom } = ask(['move: a/b a/c', 'move: a/c a/d', 'move: a/a a/b']);
    expect(['a/a', '>=a/b-1', '!a/c', 'a/d'].map(atom)).toEqual([
      'a/a -> a/b',
      'a/b -> a/d',
      'a/c -> a/d',
      null,
    ]);
  });

  it('that lead back are none', () => {
    const { atom } = ask(['move: a/b a/c', 'move: a/c a/b', 'move: x/x x/x']);
    expect([atom('a/b'), atom('a/c'), atom('x/x')]).toEqual([null, 'a/c -> a/b', null]);
  });

  it('of slots concern atoms that name the slot, and only where the move names no version', () => {
    const { atom } = ask(['slotmove: a/b 0 1', 'slotmove: <a/c-2 0 1', 'move: a/b a/d', 'slotmove: a/d 1 2']);
    expect(['a/b:0', 'a/b:0/5=', 'a/b', 'a/b:3', 'a/c:0'].map(atom)).toEqual([
      'a/b:0 -> a/d:2',
      'a/b:0 -> a/d:2',
      'a/b -> a/d',
      'a/b -> a/d',
      null,
    ]);
  });

  it('of slots concern the packages that their atom matches', () => {
    const moves = ask(['slotmove: <a/c-2 0 1', 'move: a/b a/c']);
    expect(moves.package('CPV: a/c-1')).toBe('a/c:0 -> a/c:1');
    expect(moves.package('CPV: a/c-2')).toBe(null);
    expect(moves.package('CPV: a/c-1\nSLOT: 5')).toBe(null);
    // The slot move came before the name did.
    expect(moves.package('CPV: a/b-1')).toBe('a/b -> a/c');
    expect(ask(['move: a/b a/c', 'slotmove: <a/c-2 0 1']).package('CPV: a/b-1')).toBe('a/b:0 -> a/c:1');
  });

  it('have had their day where the old name or slot has an ebuild again', () => {
    const ebuilds = 'CPV: a/b-1\n\nCPV: a/c-3\nSLOT: 0\n';
    const moves = ask(['move: a/b a/x', 'slotmove: a/c 0 1', 'slotmove: a/c 2 3'], ebuilds);
    expect([moves.atom('a/b'), moves.atom('a/c:0'), moves.atom('a/c:2')]).toEqual([
      null,
      null,
      'a/c:2 -> a/c:3',
    ]);
  });
});
