// The floors of src/ as data (`architecture.md`): a folder imports only from the rows named, types included. Where this table goes
// beyond that one: check and report also stand on base (order and hashes of text hold no domain words), report on the result of check.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

interface Floor {
  readonly pure: boolean;
  readonly imports: readonly string[];
}

const FLOORS: Readonly<Record<string, Floor>> = {
  base: { pure: true, imports: [] },
  pms: { pure: true, imports: ['base'] },
  formats: { pure: true, imports: ['base', 'pms'] },
  ebuild: { pure: true, imports: ['base', 'pms'] },
  model: { pure: true, imports: ['base', 'pms'] },
  solver: { pure: true, imports: ['base', 'pms', 'model'] },
  'rules/kit': { pure: true, imports: ['base', 'pms', 'model', 'solver'] },
  rules: { pure: true, imports: ['rules/kit', 'pms', 'model', 'solver'] },
  check: { pure: true, imports: ['base', 'rules/kit', 'model'] },
  report: { pure: true, imports: ['base', 'rules/kit', 'pms', 'check'] },
  gate: { pure: true, imports: ['rules/kit', 'pms', 'model', 'solver'] },
  load: { pure: false, imports: ['base', 'pms', 'formats', 'ebuild', 'model'] },
  parallel: { pure: false, imports: ['base', 'model', 'rules/kit', 'rules', 'check', 'load'] },
  publish: { pure: false, imports: ['base', 'formats', 'gate', 'load'] },
  builder: { pure: false, imports: ['base', 'pms', 'model', 'gate', 'load', 'publish'] },
  cli: {
    pure: false,
    imports: [
      'base',
      'pms',
      'formats',
      'model',
      'solver',
      'rules/kit',
      'rules',
      'check',
      'report',
      'gate',
      'load',
      'parallel',
      'doors',
    ],
  },
  /** `src/index.ts` and `src/node.ts`: what package.json exports. */
  doors: {
    pure: false,
    imports: ['base', 'pms', 'formats', 'model', 'rules/kit', 'rules', 'check', 'report', 'load', 'parallel'],
  },
};

/** What a pure floor may not name: the machine, the clock, the terminal. */
const IMPURE =
  /\b(process|Buffer|console|setTimeout|setInterval|fetch|performance|__dirname)\s*[.(]|\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\btoLocale\w+|\bIntl\b/;

const files = (readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[])
  .filter(name => name.endsWith('.ts'))
  .sort();

function floorOf(path: string): string {
  if (path.startsWith('rules/kit/')) return 'rules/kit';
  const top = path.split('/')[0] as string;
  return top.endsWith('.ts') ? 'doors' : top;
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] as string);
}

function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''");
}

describe.each(files)('src/%s', path => {
  const text = readFileSync(join(SRC, path), 'utf8');
  const name = floorOf(path);
  const floor = FLOORS[name];

  it('stands on a known floor and imports only from the floors below it', () => {
    expect(floor, `no floor named ${name}`).toBeDefined();
    for (const specifier of importsOf(text)) {
      if (!specifier.startsWith('.')) continue;
      const target = floorOf(relative(SRC, normalize(join(SRC, dirname(path), specifier))));
      if (target !== name) expect(floor?.imports, `${specifier} is on floor ${target}`).toContain(target);
    }
  });

  it('keeps its floor pure', () => {
    if (floor?.pure !== true) return;
    expect(importsOf(text).filter(specifier => specifier.startsWith('node:'))).toEqual([]);
    expect(codeOf(text)).not.toMatch(IMPURE);
  });

  it('is a file that can be read in one sitting', () => {
    const lines = codeOf(text)
      .split('\n')
      .filter(line => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(400);
    expect(path).toMatch(/^([a-z0-9-]+\/)*[a-z0-9-]+(\.d)?\.ts$/);
  });
});

describe('rules', () => {
  it('never import each other', () => {
    for (const path of files.filter(name => /^rules\/[^/]+\.ts$/.test(name) && name !== 'rules/index.ts')) {
      const own = importsOf(readFileSync(join(SRC, path), 'utf8')).filter(specifier =>
        /^\.\/[^/]+$/.test(specifier),
      );
      expect(own, path).toEqual([]);
    }
  });
});
