// `npm run new-rule ID` in a copy of the sources: what it writes compiles, is listed in order, and is no rule before it is filled.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../src/check/check.js';
import type { Rule } from '../src/rules/kit/rule.js';
import { readScenario } from './support/scenario.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'binpkg-check-new-rule-'));
const path = join(copy, 'src/rules/moon-eclipsed.ts');
const list = join(copy, 'src/rules/index.ts');

const newRule = (...words: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'test/new-rule.mjs'), ...words], { cwd: copy, encoding: 'utf8' });

beforeAll(() => {
  cpSync(join(ROOT, 'src'), join(copy, 'src'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }\n');
});

afterAll(() => rmSync(copy, { recursive: true }));

describe('a new rule', () => {
  it('is a file and two lines in the list, each in its place', () => {
    const before = readFileSync(list, 'utf8').split('\n');
    const { status, stdout } = newRule('moon-eclipsed');
    expect(status).toBe(0);
    expect(stdout).toContain('Fill each FILL');
    const after = readFileSync(list, 'utf8').split('\n');
    const added = ["import { moonEclipsed } from './moon-eclipsed.js';", '  moonEclipsed,'];
    expect(after.filter(line => !before.includes(line))).toEqual(added);
    const at = added.map(line => after.indexOf(line));
    expect(at.map(line => after[line + 1])).toEqual([
      "import { movePending } from './move-pending.js';",
      '  movePending,',
    ]);
  });

  it('has all parts, and compiles', () => {
    const text = readFileSync(path, 'utf8');
    for (const part of ['id', 'severity', 'scope', 'needs', 'documentation', 'messages', 'examples'])
      expect(text).toContain(`\n  ${part}: `);
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, copy);
    const program = ts.createProgram([path], { ...options, noEmit: true });
    const told = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(told).toEqual([]);
  });

  it('fails the harness of all rules until it is filled', async () => {
    const { moonEclipsed: rule } = (await import(pathToFileURL(path).href)) as { moonEclipsed: Rule };
    expect(JSON.stringify(rule)).toContain('FILL');
    const [example] = rule.examples;
    const { findings } = check(readScenario(example?.bad ?? ''), [], [rule]);
    expect(findings.map(({ message }) => message)).not.toEqual(example?.expect);
  });

  it('is not written over, and has a name of two words', () => {
    expect(newRule('moon-eclipsed')).toMatchObject({
      status: 2,
      stderr: 'src/rules/moon-eclipsed.ts exists already\n',
    });
    expect(newRule('Moon').status).toBe(2);
    expect(newRule('../moon-eclipsed').status).toBe(2);
    expect(newRule().status).toBe(2);
  });
});
