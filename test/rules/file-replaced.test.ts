import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

function judge(text: string) {
  const { findings } = check(readScenario(text), [], RULES, { only: ['file-replaced'] });
  return findings.map(({ message, severity, subject, data }) => [
    message,
    severity,
    subject.path,
    data['field'],
    data['generation'],
  ]);
}

const entry = (lines: string, path = 'a/a-1-1.xpak') => `CPV: app-misc/a-1\nPATH: ${path}\n${lines}\n`;

describe('file-replaced', () => {
  it('compares only what both sides state', () => {
    const lost = `[binhost]\n${entry('SIZE: 7')}[published g1]\n${entry('SIZE: 7\nMD5: a\nSHA1: b')}`;
    expect(judge(lost)).toEqual([]);
    const other = `[binhost]\n${entry('MD5: a')}[published g1]\n${entry('SHA1: b')}`;
    expect(judge(other)).toEqual([]);
    // Upper case is the same digest, and of files with one digest the size is another rule's.
    const same = `[binhost]\n${entry('MD5: AB\nSIZE: 1')}[published g1]\n${entry('MD5: ab\nSIZE: 2')}`;
    expect(judge(same)).toEqual([]);
  });

  it('finds a file that kept its size, and one without digests that did not', () => {
    const digest = `[binhost]\n${entry('SIZE: 7\nMD5: b')}[published g1]\n${entry('SIZE: 7\nMD5: a')}`;
    expect(judge(digest)).toEqual([['replaced', 'warning', 'a/a-1-1.xpak', 'MD5', 'g1']]);
    const size = `[binhost]\n${entry('SIZE: 8')}[published g1]\n${entry('SIZE: 7')}`;
    expect(judge(size)).toEqual([['replaced', 'warning', 'a/a-1-1.xpak', 'SIZE', 'g1']]);
  });

  it('does not tell again what an earlier generation had replaced', () => {
    const text = `[binhost]\n${entry('MD5: b')}[published g1]\n${entry('MD5: a')}[published g2]\n${entry('MD5: b')}`;
    expect(judge(text)).toEqual([]);
    const gone = `[binhost]\n${entry('MD5: b')}[published g1]\n${entry('MD5: a')}[published g2]\nCPV: app-misc/z-1\n`;
    expect(judge(gone)).toEqual([['replaced', 'warning', 'a/a-1-1.xpak', 'MD5', 'g1']]);
  });

  it('knows that a header with another URI is another place', () => {
    const header = (uri: string) => `VERSION: 0\nURI: ${uri}\n\n`;
    const text = (uri: string) =>
      `[binhost]\n${header(uri)}${entry('MD5: b')}[published g1]\n${header('https://h/1')}${entry('MD5: a')}`;
    expect(judge(text('https://h/2'))).toEqual([]);
    expect(judge(text('https://h/1/'))).toHaveLength(1);
  });

  it('takes the bytes of the file where it was read', () => {
    const text = (md5: string) =>
      `[binhost]\nVERSION: 0\n\n${entry('MD5: a')}[file a/a-1-1.xpak]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nMD5: ${md5}\nSHA1: s\n[published g1]\n${entry('MD5: a')}`;
    expect(judge(text('a'))).toEqual([]);
    expect(judge(text('b'))).toEqual([['replaced', 'warning', 'a/a-1-1.xpak', 'MD5', 'g1']]);
  });

  it('tells a build that clients take for an earlier one, and of two copies of that needs both to differ', () => {
    const build = (md5: string, path: string, more = '') =>
      entry(`BUILD_ID: 1\nBUILD_TIME: 5\nMD5: ${md5}${more}`, path);
    const published = `[published g1]\n${build('a', 'a/a-1-1.xpak')}`;
    expect(judge(`[binhost]\n${build('b', 'b/a-1-1.xpak', '\nUSE: ssl')}${published}`)).toEqual([
      ['unnoticed', 'warning', 'b/a-1-1.xpak', 'MD5', 'g1'],
    ]);
    expect(judge(`[binhost]\n${build('b', 'a/a-1-1.gpkg.tar')}${published}`)).toEqual([
      ['repacked', 'info', 'a/a-1-1.gpkg.tar', 'MD5', 'g1'],
    ]);
    const both = `${published}\n${build('b', 'a/a-1-1.gpkg.tar')}`;
    expect(judge(`[binhost]\n${build('b', 'c/a-1-1.gpkg.tar')}${both}`)).toEqual([]);
  });
});
