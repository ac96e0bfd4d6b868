// Builds dist/ from src/, whole: what is no longer in src/ is no longer in dist/, and dist/.built-from says which sources it was made
// from. `--check` ends with 1 where dist/ is not what the present sources make: tests of the command run dist/.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MARK = join(ROOT, 'dist/.built-from');
/** What decides over dist/ beside src/: the compiler is of the lock file. */
const SETTINGS = ['.ci/build.mjs', 'package-lock.json', 'tsconfig.json'];
const GRAMMAR = { 'tree-sitter-bash.wasm': 'tree-sitter-bash.wasm', LICENSE: 'tree-sitter-bash.LICENSE' };

function digestSources() {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const digest = createHash('sha256');
  for (const file of [...files, ...SETTINGS.map(name => join(ROOT, name))].sort()) {
    const bytes = readFileSync(file);
    digest.update(`${file.slice(ROOT.length)}\n${bytes.length}\n`).update(bytes);
  }
  return `${digest.digest('hex')}\n`;
}

function readMark() {
  try {
    return readFileSync(MARK, 'utf8');
  } catch {
    return null;
  }
}

function build() {
  const sources = digestSources();
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [compiler, '-p', ROOT], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  chmodSync(join(ROOT, 'dist/cli/main.js'), 0o755);
  const grammar = fileURLToPath(new URL('.', import.meta.resolve('tree-sitter-bash/package.json')));
  for (const [from, to] of Object.entries(GRAMMAR))
    copyFileSync(join(grammar, from), join(ROOT, 'dist/load/repository', to));
  writeFileSync(MARK, sources);
}

if (!process.argv.includes('--check')) build();
else if (readMark() !== digestSources()) process.exit(1);
