// Links in a stranger's tree: no file of this machine is read as an eclass, nor told of.

import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTask } from '../../../src/load/repository/ebuild-evaluation.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const ebuild = (eclass: string) => `EAPI=8\ninherit ${eclass}\nDESCRIPTION=x\nSLOT=0\n`;

function link(from: string, to: string): void {
  const path = join(directory.path, from);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(to, path);
}

describe('a link in a directory of eclasses', () => {
  it('is followed within the repositories that the ebuild sees, and no further', () => {
    directory.write('secret', 'hush: not for others\n');
    directory.write('tree/shared/own', 'LICENSE=MIT\n');
    directory.write('master/eclass/theirs.eclass', 'LICENSE=BSD\n');
    link('tree/eclass/own.eclass', '../shared/own');
    link('tree/eclass/theirs.eclass', join(directory.path, 'master/eclass/theirs.eclass'));
    link('tree/eclass/far.eclass', '../../secret');
    link('tree/eclass/round.eclass', 'far.eclass');
    const names = ['own', 'theirs', 'far', 'round'];
    for (const name of names) directory.write(`tree/a-b/${name}/${name}-1.ebuild`, ebuild(name));
    const eclassFolders = ['tree', 'master'].map(name => join(directory.path, name, 'eclass'));
    const evaluate = startTask({ location: join(directory.path, 'tree'), eclassFolders });
    const [own, theirs, far, round] = names.map(name => evaluate(['a-b', name, '1']));
    expect([own?.outcome, theirs?.outcome]).toEqual(['metadata', 'metadata']);
    for (const outcome of [far, round]) {
      expect(outcome).toMatchObject({
        outcome: 'unknown',
        why: expect.stringMatching(/leads out of the repository/),
      });
      expect(JSON.stringify(outcome)).not.toContain('hush');
    }
  });
});
