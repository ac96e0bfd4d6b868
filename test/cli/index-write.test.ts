// `index --write` under everything that goes wrong while it writes: who reads the index reads the old one or the new one.

import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { lacks } from '../support/lacks.js';
import { runs } from '../support/long.js';
import { cleanEnvironment, MAIN, makeFolder, runCommand } from './run-command.js';

const BINHOST = fileURLToPath(new URL('../../fixtures/binhost', import.meta.url));
const user = process.getuid?.() === 0 ? { uid: 65534 } : {};
const why = 'nobody but root may run the command where it lies';
const isRootOnly = lacks('user', runCommand(['--version'], user).code === 0, why);

function copyBinhost(): string {
  const root = mkdtempSync(join(tmpdir(), 'index-write-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const host = join(root, 'host');
  cpSync(BINHOST, host, { recursive: true });
  return host;
}

describe('index --write', () => {
  it('killed at any point leaves a whole index to whoever reads', { timeout: 900_000 }, async () => {
    const host = copyBinhost();
    const path = join(host, 'Packages');
    const old = readFileSync(path, 'utf8').replace(/^TIMESTAMP: .*$/m, 'TIMESTAMP: 5');
    const seen = new Map<string, number>();
    for (let run = 0; run < runs(8).numRuns; run++) {
      writeFileSync(path, old);
      for (const name of temporaries(host)) rmSync(join(host, name));
      const child = spawn(process.execPath, [MAIN, 'index', host, '--write'], {
        env: cleanEnvironment(),
        stdio: 'ignore',
      });
      let isOver = false;
      child.on('exit', () => {
        isOver = true;
      });
      // The moment is that of a thing that happens, not of a clock: so many readings after the first temporary file.
      let left = -1;
      while (!isOver) {
        const kind = kindOf(readFileSync(path, 'utf8'), old);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (left === -1 && temporaries(host).length > 0) left = (run * 7) % 40;
        if (left === 0 && child.kill('SIGKILL')) seen.set('killed', (seen.get('killed') ?? 0) + 1);
        if (left > 0) left--;
        else if (left === 0) left = -2;
        await setImmediate();
      }
      const kind = kindOf(readFileSync(path, 'utf8'), old);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    expect([...seen.keys()].filter(kind => !['old', 'new', 'killed'].includes(kind))).toEqual([]);
    expect(runCommand(['index', host, '--write']).code).toBe(0);
    if (process.env['TELL'] !== undefined) console.log(Object.fromEntries(seen));
  });

  it.skipIf(isRootOnly)('says that it may not write there, and changes nothing', () => {
    const host = join(makeFolder({ 'host/Packages': 'PACKAGES: 0\nTIMESTAMP: 5\nVERSION: 0\n\n' }), 'host');
    const before = readFileSync(join(host, 'Packages'), 'utf8');
    chmodSync(dirname(host), 0o755);
    chmodSync(host, 0o555);
    const ran = runCommand(['index', host, '--write'], user);
    chmodSync(host, 0o755);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/cannot write .*host\/Packages: no permission to write there \(.*host\); run as/);
    expect(readdirSync(host)).toEqual(['Packages']);
    expect(readFileSync(join(host, 'Packages'), 'utf8')).toBe(before);
  });

  it('leaves alone what a link leads to', () => {
    const host = copyBinhost();
    const victim = join(dirname(host), 'precious');
    writeFileSync(victim, readFileSync(join(host, 'Packages')));
    rmSync(join(host, 'Packages'));
    symlinkSync('../precious', join(host, 'Packages'));
    const before = readFileSync(victim, 'utf8');
    const ran = runCommand(['index', host, '--write']);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('leads out of');
    expect(readFileSync(victim, 'utf8')).toBe(before);
  });
});

function temporaries(directory: string): readonly string[] {
  return readdirSync(directory).filter(name => name.startsWith('.binpkg-check.'));
}

/** Of either all packages that its header counts are there, to the end; the text itself where it is torn. */
function kindOf(text: string, old: string): string {
  if (text === old) return 'old';
  const count = Number(/^PACKAGES: (\d+)$/m.exec(text)?.[1]);
  return text.endsWith('\n\n') && text.match(/^CPV: /gm)?.length === count ? 'new' : text;
}

describe('--output', () => {
  const folder = makeFolder({ Packages: 'PACKAGES: 0\nTIMESTAMP: 5\nVERSION: 0\n\n', other: 'x' });
  const at = (name: string) => join(folder, name);

  it.each([
    ['audit of a file', () => ['audit', at('Packages'), '--output', at('Packages')]],
    ['audit of a directory', () => ['audit', folder, '--output', at('Packages.gz')]],
    ['a baseline', () => ['audit', folder, '--installed', `old=${at('other')}`, '--output', at('other')]],
    ['a link to it', () => ['graph', folder, '--format', 'dot', '--output', at('link')]],
    ['index', () => ['index', folder, '--output', at('Packages')]],
    ['inspect', () => ['inspect', at('other'), '--output', at('other')]],
  ])('never takes the place of what is read: %s', (_, args) => {
    rmSync(at('link'), { force: true });
    symlinkSync('Packages', at('link'));
    const before = readFileSync(at('Packages'), 'utf8');
    const ran = runCommand(args());
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('would take the place of what is read there; give another file');
    expect([readFileSync(at('Packages'), 'utf8'), readFileSync(at('other'), 'utf8')]).toEqual([before, 'x']);
  });

  it('to a full device says so', () => {
    const ran = runCommand(['audit', folder, '--output', '/dev/full']);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('cannot write /dev/full: no space left on the device');
  });
});
