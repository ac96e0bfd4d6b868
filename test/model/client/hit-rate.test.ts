import { describe, expect, it } from 'vitest';
import { outcomeOf, reasonsOf, summariseHits } from '../../../src/model/client/hit-rate-summary.js';
import { instanceName } from '../../../src/model/package.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { readWorld } from '../../support/client-world.js';

const CLIENT = '[profile amd64]\nUSE: ssl\n';

function choose(text: string, atom = 'app-misc/a') {
  const world = readWorld(text.includes('[profile') ? text : text + CLIENT);
  const choice = world.choose(atom);
  return {
    taken: choice.taken === null ? null : instanceName(choice.taken),
    ebuild: choice.ebuild?.cpvText ?? null,
    outcome: outcomeOf(choice),
    reasons: reasonsOf(choice, world.clients[0]!),
    other: choice.other === null ? null : instanceName(choice.other),
  };
}

const index = (...entries: string[]) => `[binhost]\n${accepted(entries)}`;
const tree = (...entries: string[]) => `[tree gentoo]\n${accepted(entries)}`;
const accepted = (entries: readonly string[]) =>
  entries.map(entry => `${entry}\nKEYWORDS: amd64\n`).join('\n');

describe('what a client chooses', () => {
  it('takes the package of the newest version that it sees', () => {
    const text =
      index('CPV: app-misc/a-1', 'CPV: app-misc/a-2') + tree('CPV: app-misc/a-1', 'CPV: app-misc/a-2');
    expect(choose(text)).toMatchObject({ taken: 'app-misc/a-2', ebuild: 'app-misc/a-2', outcome: 'taken' });
  });

  it('builds a version that the index does not have, older packages or not', () => {
    const text = index('CPV: app-misc/a-1') + tree('CPV: app-misc/a-1', 'CPV: app-misc/a-2');
    expect(choose(text)).toMatchObject({
      taken: null,
      ebuild: 'app-misc/a-2',
      outcome: 'absent',
      other: 'app-misc/a-1',
    });
  });

  it('of several builds takes the newest whose flags fit', () => {
    const text =
      index(
        'CPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 10\nIUSE: ssl\nUSE: ssl',
        'CPV: app-misc/a-1\nBUILD_ID: 2\nBUILD_TIME: 20\nIUSE: ssl\nUSE: ssl',
        'CPV: app-misc/a-1\nBUILD_ID: 3\nBUILD_TIME: 30\nIUSE: ssl',
      ) + tree('CPV: app-misc/a-1\nIUSE: ssl');
    expect(choose(text)).toMatchObject({ taken: 'app-misc/a-1-2', outcome: 'taken' });
  });

  it('names the flags of the build that Portage tries first', () => {
    const text =
      index('CPV: app-misc/a-1\nIUSE: ssl gtk\nUSE: gtk') + tree('CPV: app-misc/a-1\nIUSE: ssl gtk');
    expect(choose(text)).toMatchObject({ taken: null, outcome: 'use', reasons: ['gtk', '-ssl'] });
  });

  it('does not look for the ebuild of a package where it sees none of the name', () => {
    const text = `${index('CPV: app-misc/a-1')}[tree gentoo]\nCPV: app-misc/a-1\nKEYWORDS: ~amd64\n`;
    expect(choose(text)).toMatchObject({ taken: 'app-misc/a-1', ebuild: null, outcome: 'taken' });
  });

  it('compares its own settings then, and not IUSE', () => {
    const text = `${index('CPV: app-misc/a-1\nIUSE: ssl old')}[tree gentoo]\nCPV: app-misc/a-1\nKEYWORDS: ~amd64\nIUSE: ssl\n`;
    expect(choose(text)).toMatchObject({ taken: null, outcome: 'hidden' });
    expect(choose(text.replace('IUSE: ssl old', 'IUSE: ssl old\nUSE: ssl'))).toMatchObject({
      outcome: 'taken',
    });
  });

  it('passes over what its own record does not let it accept', () => {
    const text = `[binhost]\nCPV: app-misc/a-1\nKEYWORDS: ~amd64\n${tree('CPV: app-misc/a-1')}`;
    expect(choose(text)).toMatchObject({ outcome: 'masked', reasons: ['KEYWORDS ~amd64'] });
  });

  it('passes over what was built for another machine', () => {
    const text = `${index('CPV: app-misc/a-1\nCHOST: i686-pc-linux-gnu')}${tree('CPV: app-misc/a-1')}[profile amd64]\nCHOST: x86_64-pc-linux-gnu\n`;
    expect(choose(text)).toMatchObject({ outcome: 'incompatible', reasons: ['CHOST i686-pc-linux-gnu'] });
  });

  it('names the line of package.mask for which it sees no ebuild', () => {
    const text = `${index('CPV: app-misc/a-1')}${tree('CPV: app-misc/a-1')}[profile amd64]\npackage.mask: <app-misc/a-2\n`;
    expect(choose(text)).toMatchObject({ outcome: 'hidden', reasons: ['package.mask <app-misc/a-2'] });
  });

  it('passes over a package whose dependencies have changed', () => {
    const text =
      index('CPV: app-misc/a-1\nRDEPEND: dev-libs/x') + tree('CPV: app-misc/a-1\nRDEPEND: dev-libs/y');
    expect(choose(text)).toMatchObject({ outcome: 'dependencies', reasons: ['RDEPEND'] });
  });

  it('asks for the slot and the flags of an atom', () => {
    const text =
      index('CPV: app-misc/a-1\nSLOT: 1\nIUSE: ssl\nUSE: ssl', 'CPV: app-misc/a-2\nSLOT: 2') +
      tree('CPV: app-misc/a-1\nSLOT: 1\nIUSE: ssl', 'CPV: app-misc/a-2\nSLOT: 2');
    expect(choose(text, 'app-misc/a:1')).toMatchObject({ taken: 'app-misc/a-1' });
    expect(choose(text, 'app-misc/a:1[ssl]')).toMatchObject({ taken: 'app-misc/a-1' });
    expect(choose(text, 'app-misc/a:1[-ssl]')).toMatchObject({ taken: null, ebuild: null });
  });

  it('of two repositories builds from the one of higher priority, and still takes a package of the other', () => {
    const text =
      index('CPV: app-misc/a-1\nREPO: gentoo') +
      tree('CPV: app-misc/a-1') +
      tree('CPV: app-misc/a-1').replace('[tree gentoo]', '[tree overlay]');
    expect(choose(text)).toMatchObject({ taken: 'app-misc/a-1', outcome: 'taken' });
  });
});

describe('counts', () => {
  const text =
    index('CPV: app-misc/a-1\nIUSE: ssl', 'CPV: app-misc/b-1\nIUSE: ssl', 'CPV: app-misc/c-1') +
    tree('CPV: app-misc/a-1\nIUSE: ssl', 'CPV: app-misc/b-1\nIUSE: ssl', 'CPV: app-misc/c-1') +
    CLIENT;

  it('add up to the targets, and say for which flag how many are lost', () => {
    const world = readWorld(text);
    const choices = ['app-misc/a', 'app-misc/b', 'app-misc/c'].map(name =>
      world.chooser.choose(parseAtom(name)),
    );
    const summary = summariseHits(choices, world.clients[0]!);
    expect(summary.counts).toMatchObject({ taken: 1, use: 2, absent: 0 });
    expect(Object.values(summary.counts).reduce((a, b) => a + b)).toBe(summary.targets);
    expect(summary.percent).toBeCloseTo(33.33, 1);
    expect(summary.reasons).toEqual([
      { outcome: 'use', text: '-ssl', targets: ['app-misc/a', 'app-misc/b'] },
    ]);
  });

  it('of nothing are whole', () => {
    expect(summariseHits([], readWorld(text).clients[0]!).percent).toBe(100);
  });
});

describe('a package whose ebuild is gone', () => {
  // Portage takes a, builds b-2, takes user (bug 613360).
  const text =
    index('CPV: app-misc/a-1', 'CPV: app-misc/b-1', 'CPV: app-misc/user-1\nRDEPEND: app-misc/a') +
    tree('CPV: app-misc/b-2', 'CPV: app-misc/user-1\nRDEPEND: app-misc/a');

  it('is taken, in a group of its own that counts', () => {
    expect(choose(text)).toMatchObject({ taken: 'app-misc/a-1', ebuild: null, outcome: 'gone' });
    expect(choose(text, 'app-misc/b')).toMatchObject({ outcome: 'absent' });
    const world = readWorld(text + CLIENT);
    const choices = ['app-misc/a', 'app-misc/b', 'app-misc/user'].map(name => world.choose(name));
    const summary = summariseHits(choices, world.clients[0]!);
    expect(summary.counts).toMatchObject({ taken: 1, gone: 1, absent: 1 });
    expect(summary.percent).toBeCloseTo(66.67, 1);
  });

  it('is not taken with flags that the client does not want, or masked', () => {
    const other = text.replace('CPV: app-misc/a-1', 'CPV: app-misc/a-1\nIUSE: ssl');
    expect(choose(other)).toMatchObject({ taken: null, outcome: 'use', reasons: ['-ssl'] });
    const masked = `${text}${CLIENT}package.mask: app-misc/a\n`;
    expect(choose(masked)).toMatchObject({ outcome: 'masked', reasons: ['package.mask app-misc/a'] });
  });

  it('is unseen where nothing of the name is left at all', () => {
    expect(choose(text, 'app-misc/none')).toMatchObject({ taken: null, outcome: 'hidden' });
  });
});
