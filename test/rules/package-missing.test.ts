import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const PATH = 'app-misc/a/a-1-1.gpkg.tar';
const HEADER = 'CHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n';
const FACTS = 'BUILD_ID: 1\nBUILD_TIME: 5\nEAPI: 8\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 7\n';
const ENTRY = `CPV: app-misc/a-1\nPATH: ${PATH}\n${FACTS}`;
const file = (pf: string) => `[file ${PATH}]\nPF: ${pf}\nCATEGORY: app-misc\nSLOT: 0\nCHOST: x\n${FACTS}`;

function findings(text: string) {
  const only = ['package-missing', 'path-misplaced', 'container-invalid'];
  return check(readScenario(text), [], RULES, { only }).findings.map(
    ({ rule, message, subject, causedBy }) => ({
      what: `${rule} ${message}`,
      path: subject.path,
      follows: causedBy !== null,
    }),
  );
}

describe('package-missing', () => {
  it('does not miss a file that is kept twice, byte for byte', () => {
    const flat = (path: string) => `[file ${path}]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nCHOST: x\n${FACTS}`;
    const copies = ['All/a-1.gpkg.tar', 'app-misc/a-1.gpkg.tar'];
    const entries = copies.map(path => `CPV: app-misc/a-1\nPATH: ${path}\n${FACTS}`).join('\n');
    const text = `[binhost]\n${HEADER.replace('1', '2')}\n${entries}${copies.map(flat).join('')}`;
    expect(findings(text).map(({ what }) => what)).toEqual(['container-invalid copy']);
    const other = text.replace(/(\[file app-misc.*?)MD5: m/s, '$1MD5: n');
    expect(findings(other).map(({ what }) => what)).toContain('package-missing unusable');
  });

  it('leaves an entry that stands twice to the rule on shared paths', () => {
    const twice = `[binhost]\n${HEADER}\n${ENTRY}\n${ENTRY}`;
    expect(findings(`${twice}${file('a-1')}`)).toEqual([
      { what: 'path-misplaced shared', path: PATH, follows: false },
    ]);
    // That the file is not usable is told all the same, once.
    const bad = findings(`${twice}${file('b-1')}`).map(({ what }) => what);
    expect(bad).toEqual(['container-invalid skipped', 'package-missing unusable', 'path-misplaced shared']);
  });

  it('does not say of what could not be read that it is not there', () => {
    const entries = `[binhost]\n${HEADER}\n${ENTRY}`;
    expect(findings(`${entries}[problem directory-unreadable]\nfile: app-misc/a\n`)).toEqual([
      { what: 'container-invalid unread', path: 'app-misc/a', follows: false },
      { what: 'package-missing unchecked', path: PATH, follows: true },
    ]);
    expect(findings(`${entries}[file ${PATH}]\nproblem: file-unreadable unchecked\n`)).toEqual([
      { what: 'container-invalid unread', path: PATH, follows: false },
      { what: 'package-missing unchecked', path: PATH, follows: true },
    ]);
    // A neighbour whose name only begins alike is not below it.
    const others = `${entries}[problem directory-unreadable]\nfile: app-mis\n`;
    expect(findings(others).map(({ what }) => what)).toContain('package-missing absent');
  });
});
