import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../../src/cli/config/parse-config.js';

const WORDS = { rules: ['libc-floor', 'unmet-dependency', 'soname-unmet'] };
const parse = (text: string) => parseConfig(text, 'binpkg-check.yaml', WORDS);
const fault = (text: string) => {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'no fault';
};

describe('configuration', () => {
  it('has the names of the long options, and severities of rules', () => {
    const text = `
installed: [stage3=baseline/var/db/pkg]
with: https://example.org/binpkgs
skip: soname-unmet, libc-floor
fail-on: warning
format: json
jobs: 4
no-color: true
rules:
  libc-floor: warning
  soname-unmet: off
`;
    expect(parse(text)).toEqual({
      installed: ['stage3=baseline/var/db/pkg'],
      with: ['https://example.org/binpkgs'],
      skip: ['soname-unmet', 'libc-floor'],
      'fail-on': 'warning',
      format: 'json',
      jobs: 4,
      'no-color': true,
      rules: { 'libc-floor': 'warning', 'soname-unmet': 'off' },
    });
  });

  it('may be empty', () => {
    expect(parse('')).toEqual({});
    expect(parse('# nothing yet\n')).toEqual({});
  });

  it('may leave nothing out, but must judge by something', () => {
    expect(parse('skip: []\nforce: []\n')).toEqual({ skip: [], force: [] });
    for (const only of ['[]', "''", "' , '", "['']"])
      expect(fault(`jobs: 2\nonly: ${only}\n`)).toBe(
        "binpkg-check.yaml:2: 'only' names no rule; name one, or leave it out to judge by all",
      );
  });

  it('names line, key and the nearest known key', () => {
    expect(fault('jobs: 2\ninstaled: x\n')).toBe(
      "binpkg-check.yaml:2: there is no option 'instaled'; did you mean 'installed'?",
    );
    expect(fault('zzz: x\n')).toBe("binpkg-check.yaml:1: there is no option 'zzz'");
  });

  it('names line, key and what a value must be', () => {
    expect(fault('\njobs: four\n')).toBe(
      `binpkg-check.yaml:2: 'jobs' must be a whole number from 1, not "four"`,
    );
    expect(fault('jobs: 0\n')).toBe("binpkg-check.yaml:1: 'jobs' must be a whole number from 1, not 0");
    expect(fault('quiet: maybe')).toBe(`binpkg-check.yaml:1: 'quiet' must be true or false, not "maybe"`);
    expect(fault('with: 7')).toBe("binpkg-check.yaml:1: 'with' must be a text or a list of texts, not 7");
    expect(fault('fail-on: eror')).toBe(
      `binpkg-check.yaml:1: 'fail-on' must be error, warning, info or never, not "eror"; did you mean 'error'?`,
    );
    expect(fault('format: jsn')).toBe(
      `binpkg-check.yaml:1: 'format' must be text, json or ndjson, not "jsn"; did you mean 'json'?`,
    );
    expect(fault('- a\n- b\n')).toBe(
      'binpkg-check.yaml:1: the file must be a map from options to values, not a list',
    );
  });

  it('knows the rules', () => {
    expect(fault('rules:\n  libc-floor: error\n  libc-flor: error\n')).toBe(
      "binpkg-check.yaml:3: there is no rule 'libc-flor'; did you mean 'libc-floor'?",
    );
    expect(fault('rules:\n  libc-floor: fatal\n')).toBe(
      `binpkg-check.yaml:2: 'rules.libc-floor' must be off, error, warning or info, not "fatal"`,
    );
    expect(fault('only:\n  - nonsense\n')).toBe("binpkg-check.yaml:1: there is no rule 'nonsense'");
  });

  it('takes no two that contradict each other', () => {
    expect(fault('quiet: true\njobs: 2\nverbose: true\n')).toBe(
      "binpkg-check.yaml:3: 'quiet' and 'verbose' contradict each other; give one of them",
    );
    expect(parse('quiet: true\nverbose: false\n')).toEqual({ quiet: true, verbose: false });
  });

  it('tells all faults at once, a line each', () => {
    expect(fault('jobs: 0\nquiet: 1\n').split('\n')).toHaveLength(2);
  });

  it('tells where YAML itself is broken, doubled or explosive', () => {
    expect(fault('jobs: 2\nwith: [a\n')).toMatch(/^binpkg-check.yaml:\d: not valid YAML: /);
    expect(fault('jobs: 2\njobs: 3\n')).toMatch(/^binpkg-check.yaml:2: not valid YAML: .*unique/);
    const bomb = Array.from(
      { length: 12 },
      (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(at === 0 ? 0 : 9)}x]`,
    );
    expect(fault(`${bomb.join('\n')}\n`)).toMatch(/not usable YAML|there is no option/);
  });

  it('is not fooled by keys of every object', () => {
    expect(fault('constructor: 1')).toBe("binpkg-check.yaml:1: there is no option 'constructor'");
    expect(fault('rules: {toString: off}')).toBe("binpkg-check.yaml:1: there is no rule 'toString'");
  });
});
