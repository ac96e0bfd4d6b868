// The rooms of src/ as data (`architecture.md`), one row a room, the longest match counts: a file imports only from the rooms named,
// types included. No circle of files but the recursion of the bash evaluator, no room that nobody finds their way in.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

interface Room {
  readonly pure: boolean;
  /** Rooms and, with them, all below them in the tree of folders; `*` is everything. */
  readonly imports: readonly string[];
}

const ROOMS: Readonly<Record<string, Room>> = {
  base: pure(),
  pms: pure(),
  'formats/openpgp': pure(),
  'formats/container': pure('formats/openpgp'),
  'formats/elf': pure(),
  'formats/packages-index': pure(),
  'formats/repository': pure(),
  formats: pure('formats'),
  'ebuild/syntax': pure(),
  'ebuild/pattern': pure('ebuild/syntax'),
  'ebuild/shell': pure('ebuild/pattern', 'ebuild/syntax'),
  'ebuild/builtins': pure('ebuild/shell', 'ebuild/syntax'),
  'ebuild/metadata': pure('ebuild/builtins', 'ebuild/shell', 'ebuild/syntax'),
  'ebuild/locate': pure('ebuild/metadata', 'ebuild/syntax'),
  model: pure(),
  'model/graph': pure('model'),
  'model/repository': pure('model'),
  'model/client': pure('model', 'model/repository'),
  'model/contents': pure('model', 'model/graph'),
  'model/linking': pure('model'),
  'model/update': pure('model', 'model/linking'),
  pkgdir: pure('formats', 'model'),
  'solver/sat': pure(),
  'solver/installability': pure('model', 'solver/sat'),
  'solver/upgrade': pure('model', 'solver/installability', 'solver/sat'),
  'solver/change': pure('model', 'solver/installability'),
  'rules/kit': pure('model', 'solver'),
  'rules/words': pure('rules/kit', 'model'),
  rules: pure('rules/kit', 'rules/words', 'model', 'solver'),
  check: pure('rules/kit', 'model'),
  cause: pure('rules/kit', 'model'),
  answer: pure('check', 'cause', 'rules/kit', 'solver', 'model'),
  gate: pure('cause', 'answer', 'check', 'rules/kit', 'solver', 'model'),
  plan: pure('gate', 'answer', 'solver', 'pkgdir', 'model'),
  report: pure('cause', 'rules/kit', 'check', 'answer', 'gate', 'plan', 'solver', 'model', 'ebuild/locate'),
  write: rim('formats'),
  'load/file': rim(),
  'load/decompress': rim('formats/container', 'load/file'),
  'load/signature': rim('formats', 'load/file', 'model'),
  'load/package': rim('formats', 'load/decompress', 'load/file', 'load/signature', 'model', 'pkgdir'),
  'load/packages-index': rim('formats', 'load/file', 'model'),
  'load/installed': rim('formats', 'load/decompress', 'load/file', 'model'),
  'load/payload': rim('formats', 'load/decompress', 'load/file', 'load/package', 'model', 'write'),
  'load/remote': rim('formats', 'load/file', 'load/package', 'load/packages-index', 'model'),
  'load/repository': rim('ebuild', 'formats', 'load/file', 'model', 'write'),
  'load/client': rim('formats', 'load/file', 'load/repository', 'model'),
  load: rim('formats', 'load', 'model', 'pkgdir'),
  parallel: rim('load', 'rules', 'check', 'model'),
  publish: rim('gate', 'check', 'pkgdir', 'model', 'load', 'write'),
  builder: rim('plan', 'publish', 'gate', 'check', 'model', 'load', 'write', 'parallel'),
  serve: rim('plan', 'gate', 'answer', 'cause', 'check', 'report', 'model', 'load', 'parallel'),
  'cli/terminal': rim('report'),
  'cli/flags': rim('model'),
  'cli/config': rim('cli/flags', 'load/file', 'model', 'report'),
  cli: rim('*'),
  /** `src/index.ts` and `src/node.ts`: what package.json exports. */
  doors: rim('*'),
};

/** No disk, no clock, no terminal. `base` and `pms` are open to every room above them. */
function pure(...imports: readonly string[]): Room {
  return { pure: true, imports };
}

function rim(...imports: readonly string[]): Room {
  return { pure: false, imports };
}

/** What a pure room may not name: the machine, the clock, the terminal. */
const IMPURE =
  /\b(process|Buffer|console|setTimeout|setInterval|fetch|performance|__dirname)\s*[.(]|\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\btoLocale\w+|\bIntl\b/;

const files = (readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[])
  .filter(name => name.endsWith('.ts'))
  .sort();

/** The row of the longest folder that has one; a file of `src/` itself is a door. */
function roomOf(path: string): string {
  for (let room = dirname(path); room !== '.'; room = dirname(room)) if (room in ROOMS) return room;
  return path.includes('/') ? 'no room' : 'doors';
}

function mayImport(room: string, target: string): boolean {
  if (room === target || target === 'base') return true;
  if (target === 'pms') return room !== 'base';
  return (ROOMS[room]?.imports ?? []).some(
    name => name === '*' || name === target || (target.startsWith(`${name}/`) && !isBelow(room, target)),
  );
}

/** A folder that has a row of its own stands on its neighbours by name only. */
function isBelow(room: string, target: string): boolean {
  return dirname(room) !== '.' && dirname(room) === dirname(target);
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
  const name = roomOf(path);
  const room = ROOMS[name];

  it('is in a known room and imports only from the rooms below it', () => {
    expect(room, `no room for ${path}`).toBeDefined();
    for (const specifier of importsOf(text)) {
      if (!specifier.startsWith('.')) continue;
      const target = roomOf(relative(SRC, normalize(join(SRC, dirname(path), specifier))));
      expect(mayImport(name, target), `${specifier} is in ${target}, ${name} may not import it`).toBe(true);
    }
  });

  it('keeps its room pure', () => {
    if (room?.pure !== true) return;
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

describe('the house', () => {
  const graph = new Map(
    files.map(path => [
      path,
      importsOf(readFileSync(join(SRC, path), 'utf8'))
        .filter(specifier => specifier.startsWith('.'))
        .map(specifier => normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'))
        .filter(target => files.includes(target)),
    ]),
  );

  it('has no circles but the recursion of the bash evaluator and of its reader', () => {
    const circles = findCircles(graph).map(circle =>
      [...new Set(circle.map(path => dirname(path)))].join(' '),
    );
    expect(circles.sort()).toEqual(['ebuild/shell', 'ebuild/syntax']);
  });

  it('has at most 32 files in a room, the catalogue of rules excepted', () => {
    const counts = new Map<string, number>();
    for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    counts.delete('rules');
    for (const [room, count] of counts) expect(count, room).toBeLessThanOrEqual(32);
  });

  it('has rows only for rooms, and rooms that stand on lower ones only', () => {
    const order = Object.keys(ROOMS);
    for (const [name, { imports }] of Object.entries(ROOMS)) {
      for (const target of imports.filter(one => one !== '*' && one !== name)) {
        const rows = order.filter(
          one => one === target || (one.startsWith(`${target}/`) && mayImport(name, one)),
        );
        expect(rows.length, `${name} on ${target}`).toBeGreaterThan(0);
        for (const row of rows)
          if (row !== name) expect(order.indexOf(row)).toBeLessThan(order.indexOf(name));
      }
    }
  });
});

/** Strongly connected components of more than one file (R. Tarjan, 1972). */
function findCircles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const indexOf = new Map<string, number>();
  const lowOf = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): number => {
    let low = indexOf.size;
    const own = low;
    indexOf.set(path, own);
    stack.push(path);
    for (const target of graph.get(path) ?? []) {
      if (!indexOf.has(target)) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, indexOf.get(target)!);
    }
    lowOf.set(path, low);
    if (low === own) {
      const circle = stack.splice(stack.indexOf(path));
      if (circle.length > 1) circles.push(circle);
    }
    return low;
  };
  for (const path of graph.keys()) if (!indexOf.has(path)) visit(path);
  return circles;
}
