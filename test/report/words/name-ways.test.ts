import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../../src/cli/make-program.js';
import { nameWays, sayNeeds, sayWays, tellDocumentation } from '../../../src/report/words/name-ways.js';
import { RULES } from '../../../src/rules/index.js';
import { WAYS } from '../../../src/rules/kit/way.js';

const SRC = fileURLToPath(new URL('../../../src', import.meta.url));
const program = makeProgram('0');
const options = new Set(program.commands.flatMap(({ options: own }) => own.map(({ long }) => long ?? '')));
const commands = program.commands.map(command => command.name());

describe('words of the command', () => {
  it('stand for what rules name', () => {
    expect(nameWays('with <<payload>> (<<background>>, <<baseline>>)')).toBe(
      'with --payload (--with, --installed)',
    );
    expect(nameWays('<<of-a-rule-pack>> a << b')).toBe('<<of-a-rule-pack>> a << b');
    expect(sayNeeds(['payload'])).toBe('needs the contents of the packages (--payload)');
    expect(sayWays(['tree', 'profile'])).toBe('--tree and --profile or --client');
  });

  it('are options and commands that there are', () => {
    for (const way of WAYS) {
      const said = nameWays(`<<${way}>>`);
      for (const [option] of said.matchAll(/--[a-z-]+/g)) expect(options, said).toContain(option);
      const [, command] = /^binpkg-check ([a-z-]+)/.exec(said) ?? [];
      if (command !== undefined) expect(commands).toContain(command);
    }
  });

  it('are told of every rule: none names what is not known here', () => {
    for (const { id, documentation, messages } of RULES) {
      const texts = [...Object.values(tellDocumentation(documentation)), JSON.stringify(messages)];
      expect(texts.map(nameWays).join('\n'), id).not.toContain('<<');
    }
  });

  it('stand only in cli and report', () => {
    const files = (readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[]).filter(
      name => name.endsWith('.ts') && !/^(?:cli|report)\//.test(name),
    );
    const found = files.flatMap(name =>
      readFileSync(join(SRC, name), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .filter(line => !/^\s*\/\//.test(line))
        .flatMap(line => [
          ...[...line.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([word]) => word).filter(isOption),
          ...[...line.matchAll(/binpkg-check ([a-z-]+)/g)].map(([, word = '']) => word).filter(isCommand),
        ])
        .map(word => `${name}: ${word}`),
    );
    // glibc's own: what it was configured with.
    expect(found.filter(one => one !== 'rules/kernel-floor.ts: --enable-kernel')).toEqual([]);
  });
});

function isOption(word: string): boolean {
  return options.has(word);
}

function isCommand(word: string): boolean {
  return commands.includes(word);
}
