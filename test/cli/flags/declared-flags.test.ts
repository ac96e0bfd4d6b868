import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS, parseConfig } from '../../../src/cli/config/parse-config.js';
import { COMMANDS } from '../../../src/cli/flags/declared-commands.js';
import { FLAGS } from '../../../src/cli/flags/declared-flags.js';
import {
  COMMAND_NAMES,
  type CommandName,
  choicesOf,
  type Flag,
  GROUPS,
  keyOf,
} from '../../../src/cli/flags/flag.js';
import { makeProgram } from '../../../src/cli/make-program.js';
import { REPORTERS } from '../../../src/report/findings/reporters.js';
import { GRAPH_FORMATS } from '../../../src/report/graph/export-graph.js';

const flags = Object.entries(FLAGS) as [string, Flag][];
const program = makeProgram('0.0.0');
const helpOf = (name: string) => program.commands.find(command => command.name() === name)!.helpInformation();

/** What each command took before there was a declaration: nobody's script may break. */
const BEFORE: Readonly<Record<string, string>> = {
  audit:
    'installed with tree profile client config prove payload cache no-cache published critical kernel isa portage only skip force fetch-metadata mirror keyring signature-days fail-on format output jobs quiet verbose no-progress no-color',
  installable: 'installed with tree profile client config sonames format output verbose no-progress no-color',
  upgrade: 'from to with tree profile client critical config format output verbose no-progress no-color',
  'hit-rate':
    'installed with tree profile client config min package-use getbinpkg-include format output verbose no-progress no-color',
  divergence: 'a b tree with config format output verbose no-progress no-color',
  inspect: 'keyring payload format output verbose no-color',
  index: 'write output verbose no-progress',
  metadata: 'verify cache out tree jobs format output verbose no-progress no-color',
  graph: 'installed with tree profile client config format output no-progress',
  explain: 'installed with tree profile client config report verbose no-progress no-color',
};

describe.each(flags)('--%s', (name, flag) => {
  it('says what it is: one short line, a heading, commands that there are', () => {
    expect(GROUPS).toHaveProperty(flag.group);
    for (const help of [flag.help, ...Object.values(flag.helpOf ?? {})]) {
      expect(help).toMatch(/^\S.*[^.]$/);
    }
    expect(flag.of.length).toBeGreaterThan(0);
    for (const command of [
      ...flag.of,
      ...(flag.requiredBy ?? []),
      ...(Object.keys(flag.helpOf ?? {}) as CommandName[]),
    ])
      expect(flag.of).toContain(command);
    if (flag.contradicts !== undefined) expect(FLAGS).toHaveProperty(flag.contradicts);
    expect(name.startsWith('no-')).toBe(flag.takes.kind === 'denial');
  });

  it('has a key in the configuration file, or a reason for none', () => {
    if (typeof flag.inFile === 'string') expect(flag.inFile).not.toBe('');
    else {
      expect(flag.inFile.length).toBeGreaterThan(0);
      for (const command of flag.inFile) expect(flag.of).toContain(command);
    }
    expect(CONFIG_KEYS.includes(name)).toBe(typeof flag.inFile !== 'string');
  });
});

describe('commands', () => {
  it('are declared, each with an example of its own', () => {
    expect(Object.keys(COMMANDS)).toEqual(COMMAND_NAMES);
    for (const [name, { examples }] of Object.entries(COMMANDS)) {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(example).toMatch(new RegExp(`^${name}( |$)`));
    }
  });

  it.each(Object.entries(BEFORE))('%s takes all that it ever took', (name, taken) => {
    const help = helpOf(name);
    for (const flag of taken.split(' ')) expect(help).toMatch(new RegExp(`^ {2}--${flag}[ \\n]`, 'm'));
  });

  it('take the shared options', () => {
    for (const command of COMMAND_NAMES)
      for (const name of ['no-color', 'no-progress'])
        expect((FLAGS as Readonly<Record<string, Flag>>)[name]?.of).toContain(command);
  });

  it('read from examples only flags that they have', () => {
    for (const [name, { examples, description, more = '' }] of Object.entries(COMMANDS))
      for (const text of [...examples, description, more])
        for (const [, flag = ''] of text.matchAll(/ --([a-z-]+)/g))
          if (flag !== 'usepkg') expect(helpOf(name)).toMatch(new RegExp(`^ {2}--${flag}[ \\n]`, 'm'));
  });
});

describe('help', () => {
  it.each(COMMAND_NAMES)('of %s is grouped, and no wider than a terminal', name => {
    let whole = '';
    const command = program.commands.find(one => one.name() === name)!;
    command.configureOutput({ writeOut: text => (whole += text) }).outputHelp();
    for (const line of whole.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    const headings: readonly string[] = whole.match(/^[A-Z][a-z ]+:$/gm) ?? [];
    const groups = Object.values(GROUPS).map(title => `${title}:`);
    expect(headings.filter(line => !['Arguments:', 'Examples:'].includes(line))).toEqual(
      groups.filter(title => headings.includes(title)),
    );
    expect(headings).toContain('Output:');
    const [, ...parts] = whole.split(/^(?:What|Against|By|Output).*:\n/m);
    const options = parts.flatMap(part => part.split('\n\n')[0]!.split('\n')).filter(line => line !== '');
    expect(options.length).toBeGreaterThan(2);
    for (const line of options) expect(line).toMatch(/^ {2}(-\w, )?--\S+( <\S+>)? {2,}\S/);
  });
});

describe('words', () => {
  it('of --format are the formats that there are', () => {
    expect(choicesOf(FLAGS.format, 'audit')).toEqual(Object.keys(REPORTERS));
    expect(choicesOf(FLAGS.format, 'graph')).toEqual(Object.keys(GRAPH_FORMATS));
  });

  it('are found again under the key of commander', () => {
    expect(['fail-on', 'no-color', 'getbinpkg-include', 'a'].map(keyOf)).toEqual([
      'failOn',
      'color',
      'getbinpkgInclude',
      'a',
    ]);
  });
});

describe('README', () => {
  it.each(['README.md', 'bindings/README.md'])('%s names only flags that there are', page => {
    const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
    /** Of emerge. */
    const foreign = ['usepkg', 'rebuilt-binaries'];
    for (const [, name = ''] of text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g))
      if (!foreign.includes(name)) expect(Object.keys(FLAGS), `--${name}`).toContain(name);
  });
});

describe('the configuration file', () => {
  it('takes exactly the keys that flags declare, and rules', () => {
    expect([...CONFIG_KEYS].sort()).toEqual(
      [
        ...[
          'cache',
          'client',
          'critical',
          'fail-on',
          'fetch-metadata',
          'force',
          'format',
          'installed',
          'isa',
          'portage',
        ],
        ...['jobs', 'kernel', 'keyring', 'mirror', 'no-cache', 'no-color', 'no-progress', 'only', 'output'],
        ...['payload', 'profile', 'prove', 'published', 'quiet', 'rules', 'signature-days', 'skip', 'tree'],
        ...['timeout', 'no-limits'],
        ...['client-mode', 'verbose', 'with'],
      ].sort(),
    );
    for (const [name] of flags)
      if (!CONFIG_KEYS.includes(name))
        expect(() => parseConfig(`${name}: x\n`, 'f', { rules: [] }), name).toThrow(
          `there is no option '${name}'`,
        );
  });
});
