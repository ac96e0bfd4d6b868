// Start-up is a feature: what is not needed is not loaded.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROKEN, makeFolder, runCommand } from './run-command.js';

const PRELOAD = new URL('list-modules.mjs', import.meta.url).href;
const folder = makeFolder({ 'broken/Packages': BROKEN, 'tree/profiles/repo_name': 'gentoo\n' });
const list = join(folder, 'modules');

/** Names of the packages that a run loads, and how many modules of our own. */
function listLoaded(args: readonly string[]): { readonly packages: readonly string[]; readonly own: number } {
  rmSync(list, { force: true });
  runCommand(args, { env: { MODULE_LIST: list, NODE_OPTIONS: `--import ${PRELOAD}` } });
  const modules = readFileSync(list, 'utf8').split('\n');
  const packages = modules.flatMap(path => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    own: new Set(modules.filter(path => path.includes('/dist/'))).size,
  };
}

describe('what a run loads', () => {
  it('is next to nothing for --version', () => {
    const { packages, own } = listLoaded(['--version']);
    expect(packages).toEqual([]);
    expect(own).toBeLessThanOrEqual(2);
  });

  it('is commander and our own few lines for help', () => {
    for (const args of [['--help'], ['help', 'audit'], ['inspect', '--help'], ['audit', '--formt']]) {
      const { packages, own } = listLoaded(args);
      expect(packages, args.join(' ')).toEqual(['commander']);
      expect(own).toBeLessThanOrEqual(24);
    }
  });

  it('is no YAML, network, graph, schema or decompression for an index', () => {
    for (const format of ['text', 'json', 'ndjson']) {
      const { packages } = listLoaded(['audit', join(folder, 'broken/Packages'), '--format', format]);
      expect(packages).toEqual(['commander', 'picocolors']);
    }
  });

  it('is the second reader of bash where lines of ebuilds are asked for, and nowhere else', () => {
    const question = ['explain', join(folder, 'broken'), 'net-misc/wget'];
    expect(listLoaded(question).packages).toEqual(['commander', 'picocolors']);
    expect(listLoaded([...question, '--tree', join(folder, 'tree')]).packages).toContain('web-tree-sitter');
  });

  it('is no OpenPGP and no network for a package without a keyring', () => {
    const { packages } = listLoaded(['inspect', join(folder, 'broken/Packages')]);
    expect(packages).not.toContain('openpgp');
    expect(packages).not.toContain('undici');
  });

  it('is nothing to unpack with for the documentation of a rule', () => {
    expect(listLoaded(['explain', 'unmet-dependency']).packages).toEqual(['commander', 'picocolors']);
  });
});
