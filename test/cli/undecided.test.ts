// A proof that the solver gives up is neither pass nor fail: more packages that need a hole of their own than there are holes.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCommand } from './run-command.js';

/** Resolution needs more steps than any limit that somebody would wait for (Haken 1985). */
function pigeons(count: number): string {
  const holes = Array.from({ length: count - 1 }, (_, at) => `x/hole${letter(at)}`);
  const birds = Array.from({ length: count }, (_, at) => at);
  const entries = [
    entry('x/all-1', birds.map(at => `x/bird${letter(at)}`).join(' ')),
    ...birds.map(at =>
      entry(`x/bird${letter(at)}-1`, `|| ( ${holes.map(hole => `=${hole}-${at}`).join(' ')} )`),
    ),
    ...holes.flatMap(hole => birds.map(at => entry(`${hole}-${at}`))),
  ];
  return `VERSION: 0\nPACKAGES: ${entries.length}\nTIMESTAMP: 9\n\n${entries.join('\n')}\n`;
}

function letter(at: number): string {
  return String.fromCharCode(97 + at);
}

/** Healthy but for what it needs. */
function entry(cpv: string, depends = ''): string {
  const rdepend = depends === '' ? '' : `RDEPEND: ${depends}\n`;
  return `CPV: ${cpv}\nEAPI: 8\nKEYWORDS: amd64\n${rdepend}MD5: d41d8cd98f00b204e9800998ecf8427e\nSHA1: da39a3ee5e6b4b0d3255bfef95601890afd80709\nSIZE: 1\n`;
}

describe('a proof that is given up', () => {
  const folder = makeFolder({ hard: pigeons(11), easy: pigeons(4) });
  const audit = (name: string, ...more: string[]) =>
    runCommand(['audit', join(folder, name), '--prove', '--only', 'not-installable', ...more]);

  it('leaves an audit undecided, exit 3, and the report says of what', () => {
    const { code, out, err } = audit('hard', '--format', 'json');
    const report = JSON.parse(out);
    expect([code, report.summary.verdict]).toEqual([3, 'undecided']);
    expect(report.findings).toMatchObject([{ severity: 'warning', subject: { cpv: 'x/all-1' } }]);
    expect(err).toBe('binpkg-check: of 1 package it is not known whether it can be installed\n');
    expect(audit('hard').out).toContain('undecided at error\n');
  });

  it('is outweighed by what fails: a small one of the same kind is refused', () => {
    expect(audit('easy').code).toBe(1);
    expect(audit('hard', '--fail-on', 'warning').code).toBe(1);
  });

  it('is an answer of its own where it is asked for', () => {
    const { code, out } = runCommand(['installable', join(folder, 'hard'), '=x/all-1']);
    expect([code, out]).toEqual([3, expect.stringContaining('1 unknown')]);
  });
});
