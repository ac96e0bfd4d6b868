// Bigger cases of the rules on what ELF files are and what is recorded of them.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const IDS = ['elf-foreign', 'isa-level', 'kernel-floor', 'needed-undeclared', 'requires-untrue'];

describe.each(IDS.flatMap(id => fixturesOf(id).map(name => [id, name] as const)))('%s %s', (id, name) => {
  const { found, expected, render } = runFixture(id, name);

  it('yields exactly its findings, each under its cause', () => {
    expectFindings(found, expected);
  });

  it('is told within 80 columns', async () => {
    for (const line of (await render()).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('the data of a finding', () => {
  const run = (text: string, id: string) => check(readScenario(text), [], RULES, { only: [id] }).findings;

  it('name the atom to add and how the library comes along today', () => {
    const [finding] = run(
      '[binhost]\nCPV: a/lib-3\nSLOT: 3/3.1\nPROVIDES: x86_64: libl.so.3\n\nCPV: a/middle-1\nRDEPEND: a/lib:3\n\nCPV: a/user-1\nPATH: user.gpkg.tar\nRDEPEND: a/middle\n[payload user.gpkg.tar]\n/usr/bin/first elf\n/usr/bin/user elf needs=libl.so.3\n',
      'needed-undeclared',
    );
    expect(finding).toMatchObject({
      message: 'transitive',
      assurance: 'assumed',
      data: {
        atom: 'a/lib:3=',
        owner: 'a/lib',
        through: 'a/middle',
        file: '/usr/bin/user',
        libraries: 'libl.so.3',
      },
    });
  });

  it('name the ABI of libraries where a package has several', () => {
    const findings = run(
      '[binhost]\nCPV: a/lib-3\nPATH: lib.gpkg.tar\nPROVIDES: x86_64: libl.so.3\n[payload lib.gpkg.tar]\n/usr/lib64/libl.so.3 elf soname=libl.so.3\n/usr/lib/libl.so.3 elf soname=libl.so.3 category=x86_32\n',
      'requires-untrue',
    );
    expect(findings.map(({ data }) => data)).toMatchObject([
      { key: 'PROVIDES', libraries: 'libl.so.3 (x86_32)', file: '/usr/lib/libl.so.3' },
    ]);
  });

  it('say nothing of a package that was not looked into, or not to the end', () => {
    const text =
      '[binhost]\nCPV: a/a-1\nPATH: a.gpkg.tar\nREQUIRES: x86_64: libz.so.1\n\nCPV: a/b-1\nPATH: b.gpkg.tar\nREQUIRES: x86_64: libz.so.1\n[payload b.gpkg.tar]\nincomplete\n';
    for (const id of IDS) expect(run(text, id)).toEqual([]);
  });
});
