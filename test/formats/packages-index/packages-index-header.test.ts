import { describe, expect, it } from 'vitest';
import { readPackagesIndex } from '../../../src/formats/packages-index/packages-index.js';

const read = (text: string) => readPackagesIndex(new TextEncoder().encode(text));
const HEADER = 'CHOST: x\nPACKAGES: 1\nTIMESTAMP: 1\nVERSION: 0\n';
const summary = (text: string) => {
  const { header, entries, problems } = read(text);
  return [
    [...header.keys()].join(' '),
    entries.map(entry => entry.CPV).join(' '),
    problems.map(({ code, line, loses }) => `${code}@${line} ${loses}`).join(', '),
  ];
};

describe('header', () => {
  it('holds any key, by internal name', () => {
    const { header } = read(`REPO: gentoo\nMTIME: 5\nX-Anything: y\n${HEADER}\n`);
    expect([header.get('repository'), header.get('_mtime_'), header.get('X-Anything')]).toEqual([
      'gentoo',
      '5',
      'y',
    ]);
  });

  it('is told from a package that follows without an empty line', () => {
    expect(summary(`${HEADER}BDEPEND: a/b\nCPV: a/a-1\n\n`)).toEqual([
      'CHOST PACKAGES TIMESTAMP VERSION',
      'a/a-1',
      'separator-missing@5 entry',
    ]);
    expect(summary(`${HEADER}CPV: a/a-1\n\n`)[1]).toBe('a/a-1');
  });

  it('is told from a package behind a line of white space', () => {
    expect(summary(`${HEADER} \nCPV: a/a-1\n\n`)).toEqual([
      'CHOST PACKAGES TIMESTAMP VERSION',
      'a/a-1',
      'separator-not-empty@5 entry',
    ]);
  });

  it.each(['-1', '0', ' 0', '+0', '0_0', '-0'])('VERSION %j is supported', version => {
    const codes = read(HEADER.replace('VERSION: 0', `VERSION: ${version}`)).problems.map(
      problem => problem.code,
    );
    expect(codes).not.toContain('version-unsupported');
  });

  it.each(['1', '0.1', 'x', '1_0'])('VERSION %j is not', version => {
    const codes = read(HEADER.replace('VERSION: 0', `VERSION: ${version}`)).problems.map(
      problem => problem.code,
    );
    expect(codes).toContain('version-unsupported');
  });

  it('counts an empty VERSION and TIMESTAMP as missing, as Portage does', () => {
    const { problems } = read('CHOST: x\nPACKAGES: 0\nTIMESTAMP:\nVERSION: \n\n');
    expect(problems.map(({ code, loses }) => `${code} ${loses}`)).toEqual([
      'value-empty nothing',
      'timestamp-missing index',
      'value-empty nothing',
      'version-missing index',
    ]);
  });
});
