import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorld } from '../../../src/load/installed/read-world.js';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { indexText } from '../../support/index-text.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const WORLD = 'var/lib/portage/world';
const world = (text: string) => directory.write(WORLD, text);
const sets = (text: string) => directory.write('var/lib/portage/world_sets', text);

describe('readWorld', () => {
  it('has the first word of each line, comments and what is no atom apart', () => {
    world('# mine\napp-misc/a\n\n  dev-lang/python:3.12 and more\nnot an atom\n!app-misc/b\nx/y::repo\n');
    const { world: read, problems } = readWorld(directory.path);
    expect(read).toEqual({ atoms: ['app-misc/a', 'dev-lang/python:3.12', 'x/y::repo'], unknownSets: [] });
    expect(problems).toEqual([
      expect.objectContaining({ code: 'atom-invalid', file: WORLD, line: 5, loses: 'nothing' }),
      expect.objectContaining({ code: 'atom-invalid', file: WORLD, line: 6 }),
    ]);
  });

  it('follows selected sets, and sets in sets, each once', () => {
    world('app-misc/a\n');
    sets('@tools\n@system\n');
    directory.write('etc/portage/sets/tools', 'app-misc/a\napp-misc/b\n@more\n');
    directory.write('etc/portage/sets/more', '@tools\napp-misc/c\n');
    expect(readWorld(directory.path)).toEqual({
      world: { atoms: ['app-misc/a', 'app-misc/b', 'app-misc/c'], unknownSets: [] },
      problems: [],
    });
  });

  it('says which sets it does not know', () => {
    sets('@kde\n@../../../etc/passwd\n');
    const { world: read, problems } = readWorld(directory.path);
    expect(read).toEqual({ atoms: [], unknownSets: ['@kde', '@../../../etc/passwd'] });
    expect(problems.map(({ code }) => code)).toEqual(['set-unknown', 'set-unknown']);
  });

  it('is not known where the root has neither file', () => {
    expect(readWorld(directory.path)).toEqual({ problems: [] });
  });

  it('follows links inside the root only', () => {
    directory.write('outside', 'app-misc/out\n');
    directory.write('root/real', 'app-misc/in\n');
    mkdirSync(`${directory.path}/root/var/lib/portage`, { recursive: true });
    symlinkSync('/real', `${directory.path}/root/${WORLD}`);
    expect(readWorld(`${directory.path}/root`).world?.atoms).toEqual(['app-misc/in']);
    mkdirSync(`${directory.path}/root/etc/portage/sets`, { recursive: true });
    directory.write('root/var/lib/portage/world_sets', '@x\n@y\n');
    symlinkSync('../../../../outside', `${directory.path}/root/etc/portage/sets/x`);
    symlinkSync('y', `${directory.path}/root/etc/portage/sets/y`);
    const { world: read, problems } = readWorld(`${directory.path}/root`);
    expect(read?.atoms).toEqual(['app-misc/in']);
    expect(problems.map(({ code }) => code)).toEqual(['set-unknown', 'file-unreadable']);
  });

  it('does not wait for what is no file', () => {
    mkdirSync(`${directory.path}/${WORLD}`, { recursive: true });
    expect(readWorld(directory.path).world?.atoms).toEqual([]);
  });
});

describe('loadUniverse', () => {
  it.each(['root', 'root/var/db/pkg'])('finds the world of %s', async place => {
    const source = directory.write('Packages', indexText([{ CPV: 'app-misc/a-1', EAPI: '8' }]));
    directory.write('root/var/db/pkg/app-misc/a-1/SLOT', '0\n');
    directory.write('root/var/lib/portage/world', 'app-misc/a\nnonsense\n');
    const { universe } = await loadUniverse({
      source,
      installed: [{ name: 'x', path: `${directory.path}/${place}` }],
    });
    const [baseline] = universe.sources.filter(({ role }) => role === 'installed');
    expect(baseline?.world?.atoms).toEqual(['app-misc/a']);
    expect(baseline?.problems.map(({ code }) => code)).toContain('atom-invalid');
  });
});
