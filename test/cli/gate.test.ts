import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { runCommand } from './run-command.js';

const directory = useTemporaryDirectory();
const ONLY = ['--no-config', '--only', 'unmet-dependency,soname-unmet,upgrade-blocked'];
const index = (name: string, ...packages: Readonly<Record<string, string>>[]) =>
  directory.write(name, indexText(packages));

const USER = { CPV: 'app-misc/a-1', RDEPEND: 'dev-libs/b' };
const LIBRARY = { CPV: 'dev-libs/b-1' };
const NEEDY = { CPV: 'app-misc/c-1', RDEPEND: 'dev-libs/gone' };

function gate(...args: string[]) {
  return runCommand(['gate', ...ONLY, ...args], { cwd: directory.path });
}

describe('gate', () => {
  it('passes where nothing is worse, with one line of what there is', () => {
    const live = index('live', USER, LIBRARY, NEEDY);
    const next = index('next', USER, LIBRARY, NEEDY, { CPV: 'app-misc/d-1' });
    const { code, out, err } = gate('--published', live, '--candidate', next);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\+0 -0 =1 no worse than what is published · 4 packages · 1 added\n/);
    expect(out).toContain('1 problem was there before and does not block');
    expect(gate('--published', live, '--candidate', next, '--quiet').out.split('\n')).toHaveLength(2);
  });

  it('fails where something is, and names it', () => {
    const live = index('live', USER, LIBRARY);
    const { code, out } = gate('--published', live, '--add', index('more', NEEDY));
    expect(code).toBe(1);
    expect(out).toMatch(/^\+1 -0 =1 not safe to publish · 3 packages · 1 added\n/);
    expect(out).toContain('dev-libs/gone is not here');
    expect(gate('--published', live, '--add', index('more', NEEDY), '--fail-on', 'never').code).toBe(0);
  });

  it('takes away what is named, in a file too', () => {
    const live = index('live', USER, LIBRARY);
    const gone = directory.write('gone', '# what nobody wants\n\ndev-libs/b\nx11-misc/none\n');
    const { code, out, err } = gate('--published', live, '--remove', `@${gone}`);
    expect(code).toBe(1);
    expect(out).toContain('dev-libs/b is not here');
    expect(err).toContain('--remove x11-misc/none matches nothing that is live');
  });

  it('tells what a client loses apart', () => {
    const pinned = { CPV: 'app-misc/a-1', RDEPEND: '=dev-libs/b-1*' };
    const live = index('live', pinned, LIBRARY);
    const { code, out } = gate('--published', live, '--add', index('more', { CPV: 'dev-libs/b-2' }));
    expect(code).toBe(1);
    expect(out).toContain('A client that holds what is published and takes what is new:');
  });

  it('has the JSON of the contract', () => {
    const live = index('live', NEEDY);
    const next = index('next', { ...NEEDY, RDEPEND: 'dev-libs/lost' });
    const { out } = gate('--published', live, '--candidate', next, '--format', 'json');
    const { schema, verdict, summary, change, findings } = JSON.parse(out);
    expect({ schema, verdict }).toEqual({ schema: 'binpkg-check/gate/1', verdict: 'fail' });
    expect(summary).toEqual({ packages: 1, new: 1, fixed: 1, existing: 0, waived: 0, total: 1 });
    expect(change.edited).toEqual(['app-misc/c-1']);
    expect(findings.map(({ state }: { state: string }) => state)).toEqual(['new', 'fixed']);
  });

  it.each([
    [[], 'the gate compares with what is live'],
    [['--published', 'a'], 'the next state is --candidate SOURCE'],
    [['--published', 'a', '--candidate', 'b', '--add', 'c'], 'the next state is --candidate SOURCE'],
    [['--published', 'a', '--remove', '>=foo'], '--remove >=foo is no atom'],
  ])('%j is wrong usage', (args, message) => {
    const { code, err } = gate(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('has no answer about a candidate that is none', () => {
    const live = index('live', USER, LIBRARY);
    expect(gate('--published', live, '--candidate', directory.write('page', '<html></html>')).code).toBe(3);
    expect(gate('--published', live, '--candidate', `${directory.path}/absent`).code).toBe(3);
  });
});
