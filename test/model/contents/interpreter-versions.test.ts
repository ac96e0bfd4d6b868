// The versions that paths ask for, that packages provide, and that they say they were built for.

import { describe, expect, it } from 'vitest';
import {
  interpretersHere,
  isInterpreter,
  recordedVersions,
  wantedVersion,
} from '../../../src/model/contents/interpreter-versions.js';
import type { BinaryPackage } from '../../../src/model/package.js';
import { readScenario } from '../../support/scenario.js';

describe('wantedVersion', () => {
  it.each([
    ['perl', '5.38.2', '5.38'],
    ['python', '3.13t', '3.13t'],
    ['python', 'abi3', null],
    ['pypy', '3.9', '3.9'],
    ['ruby', '3.1.0', '3.1'],
    ['ghc', '9.2.8', '9.2.8'],
    ['clang', '16.0.6', '16'],
    ['gcc', '13', '13'],
    ['qt', '6', '6'],
    ['linux', '6.6.60-gentoo-dist', null],
    ['cobol', '1', null],
  ])('%s %s asks for %s', (what, version, wanted) => {
    expect(wantedVersion(what, version)).toBe(wanted);
  });
});

function first(text: string): BinaryPackage {
  return readScenario(`[binhost]\n${text}`).packages[0] as BinaryPackage;
}

describe('isInterpreter', () => {
  it.each([
    ['perl', 'dev-lang/perl-5.40.0', true],
    ['perl', 'dev-perl/URI-5', false],
    ['gcc', 'cross-aarch64-unknown-linux-gnu/gcc-13', true],
    ['pypy', 'dev-python/pypy3_10-exe-bin-7.3', true],
    ['llvm', 'llvm-core/clang-17', false],
  ])('of %s: %s is %s', (what, cpv, expected) => {
    expect(isInterpreter(what, first(`CPV: ${cpv}\n`))).toBe(expected);
  });
});

describe('interpretersHere', () => {
  const versions = (text: string, what: string) => [...interpretersHere(readScenario(text), what).versions];

  it('are one of each slot: what is newer of the same slot takes its place', () => {
    const text =
      '[binhost]\nCPV: dev-lang/perl-5.38.2\n\nCPV: dev-lang/perl-5.40.0\n\nCPV: dev-lang/python-3.11.9\nSLOT: 3.11\n\nCPV: dev-lang/python-3.12.4\nSLOT: 3.12\n';
    expect(versions(text, 'perl')).toEqual(['5.40']);
    expect(versions(text, 'python')).toEqual(['3.11', '3.12']);
    expect(versions(text, 'ruby')).toEqual([]);
  });

  it('a slot that is published no more counts where every baseline has it', () => {
    const text = '[binhost]\nCPV: dev-lang/python-3.12.4\nSLOT: 3.12\n';
    const old = (name: string) => `[installed ${name}]\nCPV: dev-lang/python-3.11.9\nSLOT: 3.11\n`;
    expect(versions(text + old('a') + old('b'), 'python')).toEqual(['3.12', '3.11']);
    expect(versions(`${text}${old('a')}[installed b]\nCPV: app-misc/x-1\n`, 'python')).toEqual(['3.12']);
  });
});

describe('recordedVersions', () => {
  const recorded = (text: string, what: string) => {
    const universe = readScenario(`[binhost]\n${text}`);
    return [...recordedVersions(universe, universe.packages[0] as BinaryPackage, what)];
  };

  it('are the sub-slot that was recorded, not one that is only asked for', () => {
    const text =
      'CPV: a/b-1\nRDEPEND: || ( >=dev-lang/perl-5.36:0/5.40= dev-lang/perl:0/5.38 ) !dev-lang/perl:0/5.30=\n';
    expect(recorded(text, 'perl')).toEqual([['>=dev-lang/perl-5.36:0/5.40=', '5.40']]);
    expect(recorded('CPV: a/b-1\nRDEPEND: dev-lang/perl:=\n', 'perl')).toEqual([]);
  });

  it('are targets in USE that the package has, and slots of dependencies', () => {
    const text =
      'CPV: a/b-1\nIUSE: python_targets_python3_12\nUSE: python_targets_python3_12 python_targets_python3_11\nPDEPEND: dev-lang/python:3.13t dev-lang/python\n';
    expect(recorded(text, 'python')).toEqual([
      ['python_targets_python3_12', '3.12'],
      ['dev-lang/python:3.13t', '3.13t'],
    ]);
    expect(recorded(text, 'qt')).toEqual([]);
  });
});
