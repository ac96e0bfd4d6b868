// One thing is broken in a package's files: one rule says so, all else that shows follows from it.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const LIBRARY = '/usr/lib64/libb.so.1.0 elf soname=libb.so.1\n/usr/lib64/libb.so.1 -> libb.so.1.0\n';
const OTHER = '/usr/lib64/libd.so.2 elf soname=libd.so.2\n';
const PROGRAM = '/usr/bin/a elf needs=libb.so.1\n';

interface Broken {
  readonly index?: string;
  readonly program?: string;
  readonly library?: string;
  readonly more?: string;
}

/** A program and its library, sound unless told otherwise. */
function scenario({ index = '', program = PROGRAM, library = LIBRARY, more = '' }: Broken): string {
  return `[binhost]
CPV: app-misc/a-1
CHOST: x86_64-pc-linux-gnu
RDEPEND: dev-libs/b
REQUIRES: x86_64: libb.so.1
PATH: a.gpkg.tar

CPV: dev-libs/b-1
CHOST: x86_64-pc-linux-gnu
BUILD_ID: 1
BUILD_TIME: 10
PROVIDES: x86_64: libb.so.1 libd.so.2
PATH: b.gpkg.tar
${index}[payload a.gpkg.tar]
${program}[payload b.gpkg.tar]
${library}${OTHER}${more}`;
}

/** `RULE MESSAGE SUBJECT`, with what it follows from; sorted. */
function judge(broken: Broken): readonly string[] {
  const { findings } = check(readScenario(scenario(broken)), [], RULES, {
    skip: ['index-grammar', 'index-header', 'digest-missing', 'path-misplaced'],
  });
  const names = new Map(
    findings.map(({ fingerprint, rule, message, subject }) => [
      fingerprint,
      `${rule} ${message} ${subject.cpv}`,
    ]),
  );
  return findings
    .map(({ fingerprint, causedBy }) => {
      const cause = causedBy === null ? '' : ` <- ${names.get(causedBy)}`;
      return `${names.get(fingerprint)}${cause}`;
    })
    .sort();
}

describe('one thing broken', () => {
  const sound = judge({});
  const news = (broken: Broken) => judge(broken).filter(line => !sound.includes(line));

  it('is nothing where all is sound', () => {
    expect(sound).toEqual([]);
  });

  it('is a library that went missing between src_install and packaging', () => {
    expect(news({ library: '/usr/lib64/libb.so.1 -> libb.so.1.0\n' })).toEqual([
      'requires-untrue overstated dev-libs/b-1',
      'soname-unmet unprovided app-misc/a-1 <- requires-untrue overstated dev-libs/b-1',
      'symlink-dangling nowhere dev-libs/b-1 <- requires-untrue overstated dev-libs/b-1',
    ]);
  });

  it('is a program that was built anew against a library that is not here', () => {
    expect(news({ program: '/usr/bin/a elf needs=libb.so.2\n' })).toEqual([
      'requires-untrue overstated app-misc/a-1 <- requires-untrue understated app-misc/a-1',
      'requires-untrue understated app-misc/a-1',
      'soname-unmet unprovided app-misc/a-1 <- requires-untrue understated app-misc/a-1',
    ]);
  });

  it('is a program for another machine', () => {
    expect(news({ program: '/usr/bin/a elf needs=libb.so.1 category=arm_64\n' })).toEqual([
      'elf-foreign foreign app-misc/a-1',
      'requires-untrue overstated app-misc/a-1 <- elf-foreign foreign app-misc/a-1',
      'requires-untrue understated app-misc/a-1 <- elf-foreign foreign app-misc/a-1',
      'soname-unmet unprovided app-misc/a-1 <- elf-foreign foreign app-misc/a-1',
    ]);
  });

  it('is a second build that lost the library', () => {
    const index =
      '\nCPV: dev-libs/b-1\nCHOST: x86_64-pc-linux-gnu\nBUILD_ID: 2\nBUILD_TIME: 20\nPROVIDES: x86_64: libb.so.1 libd.so.2\nPATH: b-2.gpkg.tar\n';
    const found = news({ index, more: `[payload b-2.gpkg.tar]\n${OTHER}` });
    expect(found.filter(line => !line.includes('<-'))).toEqual(['contents-incomplete lost dev-libs/b-1']);
    expect(found.map(line => line.split(' ')[0])).toEqual([
      'contents-incomplete',
      'preserved-library-needed',
      'requires-untrue',
      'subslot-unchanged',
    ]);
  });

  it('is two packages with the same files, be some of them configuration', () => {
    const index = '\nCPV: app-misc/e-1\nCHOST: x86_64-pc-linux-gnu\nPATH: e.gpkg.tar\n';
    const files = '/etc/e.conf file\n/usr/share/e file\n';
    const more = `${files}[payload e.gpkg.tar]\n${files}`;
    expect(news({ index, more })).toEqual([
      'file-collision guarded app-misc/e-1 <- file-collision owned app-misc/e-1',
      'file-collision owned app-misc/e-1',
    ]);
  });
});

describe('a library that nothing provides', () => {
  const found = (broken: Broken) =>
    check(readScenario(scenario(broken)), [], RULES, { only: ['soname-unmet'] }).findings;

  it('has the nearest version that clients get', () => {
    const library = ['9', '10'].map(
      version => `/usr/lib64/libb.so.${version} elf soname=libb.so.${version}\n`,
    );
    expect(found({ library: library.join('') })).toMatchObject([
      {
        severity: 'error',
        data: { soname: 'libb.so.1', nearest: 'libb.so.10 of dev-libs/b-1-1', name: 'app-misc/a' },
      },
    ]);
  });

  it('is only worth a note where it is for another machine, in a directory of its own', () => {
    const program = `${PROGRAM}/opt/a/arm/libx.so elf soname=libx.so needs=libc.so.6 category=arm_64\n`;
    expect(found({ program })).toMatchObject([
      { severity: 'info', data: { abi: 'arm_64', soname: 'libc.so.6' } },
    ]);
  });
});

it('tells nothing of the grammar of what was published, which is only compared with', () => {
  const universe = readScenario('[binhost]\nCPV: x/a-1\n\n[published]\nVERSION: 0\nODD LINE\n\nCPV: x/a-1\n');
  const { findings } = check(universe, [], RULES, { only: ['index-grammar'] });
  expect(findings).toEqual([]);
});
