// The package as others get it: what `npm pack` gives, unpacked beside links to the production dependencies alone. No network.

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../support/built.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const MODULES = join(ROOT, 'node_modules');

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const LOCK = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
/** By path below the checkout, `node_modules/NAME`. */
const PRODUCTION = Object.entries(LOCK.packages).filter(
  ([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true,
);

const folder = mkdtempSync(join(tmpdir(), 'binpkg-check-package-'));
const installed = join(folder, 'node_modules/binpkg-check');
let tarball = '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]): string {
  const ran = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

beforeAll(() => {
  built('index.js');
  const packed = run(
    'npm',
    'pack',
    ROOT,
    '--ignore-scripts',
    '--json',
    '--offline',
    '--pack-destination',
    folder,
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  tarball = join(folder, filename);
  mkdirSync(installed, { recursive: true });
  run('tar', '-xzf', tarball, '-C', installed, '--strip-components=1');
  for (const [path] of PRODUCTION) {
    if (path.lastIndexOf('node_modules/') > 0) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
});

/** Compiles one file of this folder, strictly and with every declaration checked, and gives the path of what came out. */
function compile(name: string, options: Readonly<Record<string, unknown>>): string {
  cpSync(join(HERE, `${name}.ts`), join(folder, `${name}.ts`));
  const compilerOptions = {
    target: 'es2022',
    lib: ['ES2023'],
    types: [],
    strict: true,
    skipLibCheck: false,
    preserveSymlinks: true,
    rootDir: '.',
    outDir: 'out',
    ...options,
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  run(process.execPath, join(MODULES, 'typescript/bin/tsc'), '-p', `${name}.json`);
  return join(folder, 'out', `${name}.js`);
}

describe('what npm packs', () => {
  it('serves a program on Node', () => {
    const script = compile('consumer', { module: 'nodenext' });
    const fixtures = ['fixtures/stage3/Packages', 'fixtures/profiles/main'].map(name => join(ROOT, name));
    const binhost = join(installed, 'fixtures/binhost');
    const told = run(process.execPath, '--preserve-symlinks', script, binhost, ...fixtures);
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^12 true [a-z-]+$/),
      'fail planned 1 [] 1 2 true 0',
      '',
    ]);
  });

  it('serves a bundler without types of a browser or of Node', () => {
    const script = compile('pure-consumer', { module: 'esnext', moduleResolution: 'bundler' });
    expect(run(process.execPath, '--preserve-symlinks', script)).toBe('');
  });

  it('has a command that runs', () => {
    const main = join(installed, 'dist/cli/main.js');
    expect(statSync(main).mode & 0o111).toBe(0o111);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(
      run(process.execPath, '--preserve-symlinks', '--preserve-symlinks-main', main, '--version'),
    ).toContain(version);
  });

  it('runs no script where it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    // npm counts `prepare` among them for whatever does not come from a registry.
    for (const name of [
      'preinstall',
      'install',
      'postinstall',
      'prepublish',
      'preprepare',
      'prepare',
      'postprepare',
    ])
      expect(scripts).not.toHaveProperty(name);
  });

  it('is what was built, the example, the bindings and nothing else', () => {
    const names = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(installed.length + 1));
    const KINDS =
      /^(dist\/.*\.(js|js\.map|d\.ts|wasm|LICENSE)|bindings\/.*|fixtures\/binhost\/.*|package\.json|README\.md|LICENSE)$/;
    expect(names.filter(name => !KINDS.test(name))).toEqual([]);
    const bare = names.filter(name => name.endsWith('.js') && !names.includes(`${name}.map`));
    expect(bare).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(4 << 20);
  });

  it('has its sources in its source maps', () => {
    const map = JSON.parse(readFileSync(join(installed, 'dist/check/check.js.map'), 'utf8'));
    expect(map.sourcesContent).toEqual([readFileSync(join(ROOT, 'src/check/check.ts'), 'utf8')]);
  });

  it('is in order for publint', async () => {
    const { messages, pkg } = await publint({
      pkgDir: installed,
      level: 'suggestion',
      strict: true,
      pack: false,
    });
    expect(messages.map(message => formatMessage(message, pkg))).toEqual([]);
  });

  it('is in order for arethetypeswrong', () => {
    // The package is of modules only: what CommonJS and Node 10 make of it does not count.
    const attw = join(MODULES, '@arethetypeswrong/cli/dist/index.js');
    run(
      process.execPath,
      attw,
      tarball,
      '--profile',
      'esm-only',
      '--no-definitely-typed',
      '--format',
      'ascii',
    );
  });
});

describe('production dependencies', () => {
  /** Those that a program under the MIT licence may be installed beside. */
  const LICENSES = /^(MIT|ISC|BSD-3-Clause|LGPL-3\.0\+|MIT AND BSD-3-Clause)$/;

  it('have licences that are known', () => {
    for (const [path] of PRODUCTION) {
      const { license } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'));
      expect(license, path).toMatch(LICENSES);
    }
  });

  it('run no scripts where they are installed', () => {
    expect(PRODUCTION.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
    for (const [path] of PRODUCTION) {
      const { scripts = {} } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'));
      const names = Object.keys(scripts).filter(name => /^(pre|post)?install$/.test(name));
      expect(names, path).toEqual([]);
      expect(existsSync(join(ROOT, path, 'binding.gyp')), path).toBe(false);
    }
  });

  it('need no newer Node than the package says', async () => {
    const { default: semver } = await import('semver');
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const [path] of PRODUCTION) {
      const needed = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')).engines?.node;
      if (needed !== undefined) expect(semver.subset(engines.node, needed), `${path}: ${needed}`).toBe(true);
    }
  });

  it('have the grammar that is shipped, byte for byte', () => {
    const shipped = readFileSync(join(installed, 'dist/load/repository/tree-sitter-bash.wasm'));
    expect(shipped.equals(readFileSync(join(MODULES, 'tree-sitter-bash/tree-sitter-bash.wasm')))).toBe(true);
    const { version } = JSON.parse(readFileSync(join(MODULES, 'tree-sitter-bash/package.json'), 'utf8'));
    expect(version).toBe(LOCK.packages['node_modules/tree-sitter-bash']?.version);
  });
});
