// What Portage indexes where it lies is not misplaced.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

/** A package of the layout of several builds whose name says build 3. */
function judge(buildId: string): readonly string[] {
  const common = `${buildId}BUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\nMTIME: 3\n`;
  const path = 'app-misc/a/a-1-3.gpkg.tar';
  const file = `[file ${path}]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\n${common}`;
  const text = `[binhost]\nCHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: app-misc/a-1\nPATH: ${path}\n${common}${file}`;
  const only = ['path-misplaced', 'container-invalid', 'package-missing'];
  const { findings } = check(readScenario(text), [], RULES, { only });
  return findings.map(({ rule, message, severity }) => `${rule} ${message} ${severity}`);
}

describe('a number in the name that is not the BUILD_ID', () => {
  it('is a note of the file that was read', () => {
    expect(judge('BUILD_ID: 2\n')).toEqual(['container-invalid numbered warning']);
    expect(judge('')).toEqual(['container-invalid numbered info']);
    expect(judge('BUILD_ID: 3\n')).toEqual([]);
  });

  it('is told of an index alone, where there is a BUILD_ID', () => {
    const text = (id: string) => `[binhost]\nCPV: app-misc/a-1\n${id}PATH: app-misc/a/a-1-3.gpkg.tar\n`;
    const misplaced = (id: string) =>
      check(readScenario(text(id)), [], RULES, { only: ['path-misplaced'] }).findings;
    expect(misplaced('BUILD_ID: 2\n')).toHaveLength(1);
    expect(misplaced('')).toEqual([]);
  });
});
