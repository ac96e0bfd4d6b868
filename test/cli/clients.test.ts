// Commands that answer as one client sees the packages, and what they say of settings that do not count.

import { beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/failure.js';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeClientWorld } from '../support/write-client-world.js';
import { audit, divergence, explain, graph, hitRate, installable, upgrade } from './run-inside.js';

const directory = useTemporaryDirectory();
const QUIET = { progress: false, color: false };
/** fresh-1 has testing keywords only. */
let source: string;
let tree: readonly string[];
let user: string;

const entry = (cpv: string, keywords: string, rdepend = '') => ({
  CPV: cpv,
  EAPI: '8',
  KEYWORDS: keywords,
  REPO: 'gentoo',
  ...(rdepend === '' ? {} : { RDEPEND: rdepend }),
});

beforeEach(() => {
  const world = writeClientWorld(directory);
  source = world.source;
  tree = [world.tree];
  user = directory.write(
    'user/Packages',
    indexText([entry('app-misc/fresh-1', '~amd64'), entry('app-misc/user-1', 'amd64', 'app-misc/fresh')]),
  );
});

describe('as a client sees it', () => {
  it('has the libraries of its soname.provided', async () => {
    const needy = { ...entry('app-misc/needy-1', 'amd64'), REQUIRES: 'x86_64: libown.so.1 libgone.so.1' };
    const index = directory.write('needy/Packages', indexText([needy]));
    directory.write('image/parent', `${tree[0]}/profiles/server\n`);
    directory.write('image/soname.provided', 'x86_64 libown.so.1\n');
    const ask = async (profile: string) => {
      const { text } = await audit(index, {
        tree,
        profile: [profile],
        format: 'json',
        only: ['soname-unmet'],
        ...QUIET,
      });
      return JSON.parse(text).findings.map((found: { severity: string; data: { soname: string } }) => [
        found.severity,
        found.data.soname,
      ]);
    };
    expect(await ask('server')).toEqual([
      ['error', 'libgone.so.1'],
      ['error', 'libown.so.1'],
    ]);
    expect(await ask(`${directory.path}/image`)).toEqual([
      ['info', 'libown.so.1'],
      ['error', 'libgone.so.1'],
    ]);
  });

  it('is the graph without what it masks', async () => {
    const whole = JSON.parse((await graph(user, { format: 'json', ...QUIET })).text);
    const seen = JSON.parse(
      (await graph(user, { format: 'json', tree, profile: ['server'], ...QUIET })).text,
    );
    const keys = ({ nodes }: { nodes: readonly { key: string }[] }) => nodes.map(({ key }) => key);
    expect(keys(whole)).toEqual(['app-misc/fresh-1', 'app-misc/user-1']);
    expect(keys(seen)).toEqual(['app-misc/user-1', 'missing app-misc/fresh']);
  });

  it('is the story of a package, and that it is masked', async () => {
    const ask = async (cpv: string) =>
      (await explain(user, cpv, { profile: [`${tree[0]}/profiles/server`], ...QUIET })).text;
    expect((await explain(user, 'app-misc/fresh', QUIET)).text).toContain('can be installed from an empty');
    const masked = await ask('app-misc/fresh');
    expect(masked).toContain('app-misc/fresh-1 cannot be installed from an empty root');
    expect(masked).toContain('is masked for the client: KEYWORDS ~amd64');
    const asking = (await ask('app-misc/user')).replace(/\s+/g, ' ');
    expect(asking).toContain('needs app-misc/fresh, of which the client masks app-misc/fresh-1: KEYWORDS');
    const flags = { profile: [`${tree[0]}/profiles/server`], verbose: true, ...QUIET };
    const all = (await explain(user, 'app-misc/user', flags)).text.replace(/\s+/g, ' ');
    expect(all).toContain('RDEPEND app-misc/fresh: the client masks app-misc/fresh-1 (KEYWORDS ~amd64)');
  });

  it('is an update without what it masks', async () => {
    const from = directory.write('from/Packages', indexText([entry('app-misc/tool-1', 'amd64')]));
    const to = directory.write(
      'to/Packages',
      indexText([entry('app-misc/tool-2', 'amd64'), entry('app-misc/tool-3', '~amd64')]),
    );
    const merges = async (flags: object) =>
      JSON.parse((await upgrade({ from, to, format: 'json', ...QUIET, ...flags })).text).steps.map(
        (step: { merge: string }) => step.merge,
      );
    expect(await merges({})).toEqual(['app-misc/tool-3']);
    expect(await merges({ tree, profile: ['server'] })).toEqual(['app-misc/tool-2']);
  });

  it('is nothing that a tree alone says', async () => {
    const flags = { tree, ...QUIET };
    const idle = ['--tree changes nothing here without --profile or --client'];
    expect((await graph(user, { format: 'json', ...flags })).notes).toEqual(idle);
    expect((await installable(user, [], flags)).notes).toEqual(idle);
    expect((await upgrade({ from: user, to: user, ...flags })).notes).toContain(idle[0]);
  });

  it('is asked for one client at a time', async () => {
    const two = { tree, profile: ['server', 'desktop'], ...QUIET };
    await expect(graph(user, { format: 'json', ...two })).rejects.toThrow(UsageError);
    await expect(explain(user, 'app-misc/fresh', two)).rejects.toThrow(/explain answers for one client/);
    await expect(upgrade({ from: user, to: user, ...two })).rejects.toThrow(/upgrade answers for one/);
  });
});

describe('settings that do not count', () => {
  const WARNING = /^warning: .*etc\/package\.use:1: 'what\/' is no atom/;
  let client: string;

  beforeEach(() => {
    directory.write('etc/make.conf', '');
    directory.write('etc/package.use', 'what/ flag\n');
    client = `${directory.path}/etc`;
  });

  it('are a warning of every command that reads them', async () => {
    const flags = { tree, client: [client], profile: ['server'], ...QUIET };
    const outcomes = [
      await audit(source, { ...flags, only: ['package-masked'] }),
      await hitRate(source, [], flags),
      await installable(source, [], flags),
      await graph(source, { format: 'json', ...flags }),
      await explain(source, 'app-misc/base', flags),
      await upgrade({ from: source, to: source, ...flags }),
    ];
    for (const { notes } of outcomes) expect(notes[0]).toMatch(WARNING);
    const report = JSON.parse(
      (await audit(source, { ...flags, only: ['package-masked'], format: 'json' })).text,
    );
    expect(report.unchecked).toContainEqual(expect.stringMatching(/^settings of .*etc server that do not/));
  });

  it('are told once where two clients share them', async () => {
    const { notes } = await divergence(source, {
      a: `${tree[0]}/profiles/server`,
      b: `${tree[0]}/profiles/desktop`,
      tree,
      ...QUIET,
    });
    expect(notes).toEqual([]);
    directory.write('repo/profiles/base/package.mask', 'what/\n');
    const again = await divergence(source, {
      a: `${tree[0]}/profiles/server`,
      b: `${tree[0]}/profiles/desktop`,
      tree,
      ...QUIET,
    });
    expect(again.notes).toEqual([expect.stringContaining("package.mask:1: 'what/' is no atom")]);
  });

  it('are cut off where there are many', async () => {
    directory.write('etc/package.use', Array.from({ length: 9 }, (_, at) => `what${at}/ flag\n`).join(''));
    const { notes } = await hitRate(source, [], { tree, client: [client], profile: ['server'], ...QUIET });
    expect(notes).toHaveLength(6);
    expect(notes[5]).toBe('... 4 more such lines');
  });
});

describe('sets', () => {
  let flags: { readonly installed: readonly string[]; readonly tree: readonly string[] };

  beforeEach(() => {
    directory.write('root/var/db/pkg/app-misc/base-1/SLOT', '0\n');
    directory.write('root/var/lib/portage/world', 'app-misc/user\napp-misc/elsewhere\n');
    directory.write('root/var/lib/portage/world_sets', '@kde\n');
    flags = { installed: [`${directory.path}/root`], tree };
  });

  it('are what is installed for its own sake, and what the profile calls the system', async () => {
    const names = async (words: readonly string[]) => {
      const { text } = await hitRate(source, words, {
        ...flags,
        profile: ['server'],
        format: 'json',
        ...QUIET,
      });
      const [client] = JSON.parse(text).clients;
      return client.packages.map(({ target }: { target: string }) => target);
    };
    expect(await names(['@world'])).toEqual(['app-misc/user', 'app-misc/elsewhere', 'app-misc/base']);
    expect(await names(['@selected'])).toEqual(['app-misc/user', 'app-misc/elsewhere']);
    expect(await names(['@system', 'app-misc/newer'])).toEqual(['app-misc/base', 'app-misc/newer']);
  });

  it('ask for the best of each atom, and say what is not here', async () => {
    const { text, notes } = await installable(source, ['@world'], {
      installed: flags.installed,
      format: 'json',
      ...QUIET,
    });
    expect(JSON.parse(text).verdicts.map(({ cpv }: { cpv: string }) => cpv)).toEqual(['app-misc/user-1']);
    expect(notes).toEqual([
      expect.stringContaining('@kde, which is selected on '),
      '1 atom of the set matches nothing here: app-misc/elsewhere',
    ]);
  });

  it('need the root, or the profile', async () => {
    const bare = { tree, ...QUIET };
    await expect(installable(source, ['@world'], bare)).rejects.toThrow('--installed DIR');
    await expect(installable(source, ['@system'], bare)).rejects.toThrow('--profile PATH');
    await expect(installable(source, ['@wrold'], bare)).rejects.toThrow("there is no set '@wrold'");
    expect((await installable(source, ['@system'], { ...bare, profile: ['server'] })).code).toBe(0);
  });
});

describe('a make.conf that cannot be read to its end', () => {
  // Portage: "Invalid token 'cmd' (not '=')", and emerge ends.
  const broken = () => {
    directory.write('etc/make.conf', 'USE="ssl"\nA=$(cmd)\nUSE="gtk"\n');
    return `${source}/../etc`;
  };

  it('leaves what rests on it undecided', async () => {
    const client = [broken()];
    const flags = { client, tree, profile: ['server'], ...QUIET };
    const answer = await installable(source, [], flags);
    expect(answer.code).toBe(3);
    expect(answer.notes.join('\n')).toMatch(/make\.conf:2: .*emerge stops here with an error/);
    expect((await hitRate(source, [], flags)).code).toBe(3);
    const audited = await audit(source, { ...flags, format: 'json', only: ['index-grammar'] });
    expect(audited.code).toBe(3);
    expect(audited.notes.join('\n')).toContain('is not known');
    expect(JSON.parse(audited.text).unchecked.join('\n')).toContain('make.conf:2');
  });
});
