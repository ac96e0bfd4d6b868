import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

describe('a copy that lost all times', () => {
  const names = ['a', 'b'];
  const body = 'BUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\n';
  const entries = names.map(name => `CPV: x/${name}-1\nPATH: x/${name}-1.tbz2\n${body}MTIME: 3\n`);
  const files = (time: number) =>
    names.map(
      name => `[file x/${name}-1.tbz2]\nPF: ${name}-1\nCATEGORY: x\nSLOT: 0\n${body}MTIME: ${time}\n`,
    );
  const text = (time: number) =>
    `[binhost]\nCHOST: x\nPACKAGES: 2\nTIMESTAMP: 9\nVERSION: 0\n\n${entries.join('\n')}${files(time).join('')}[problem compressed-mtime-differs]\nfile: Packages.gz\n`;
  const judge = (time: number) =>
    check(readScenario(text(time)), [], RULES, { only: ['index-mismatch', 'index-compressed-differs'] })
      .findings;

  it('is one cause: that Packages.gz has another time than Packages follows from it', () => {
    const [gz, copied, ...others] = judge(4);
    expect(others).toEqual([]);
    expect(copied).toMatchObject({ rule: 'index-mismatch', message: 'copied', causedBy: null });
    expect(gz?.causedBy).toBe(copied?.fingerprint);
    expect(judge(3)).toMatchObject([{ rule: 'index-compressed-differs', causedBy: null }]);
  });
});
