// Measures the compiled package stage by stage and end to end, and sets the figures against those that the project promises.
// `npm run bench` builds first; `npm run bench -- --full` takes its time.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateIndex } from './generate-index.mjs';
import { formatTable, isMet } from './print-table.mjs';
import { STAGES } from './stages/index.mjs';

const HELP = `node --expose-gc bench/run.mjs [options]

  --only STAGE   only this stage (repeatable): ${STAGES.map(({ name }) => name).join(' ')}
  --index FILE   measure with this Packages file
  --json FILE    write the figures there too
  --full         more rounds: minutes instead of half a minute
  --strict       exit code 1 where a target is missed
`;
const INDICES = fileURLToPath(new URL('../../shared/data/indices', import.meta.url));
const REAL_INDEX = 'x86-4M-2022-11';
const COMMAND = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const GENERATED = 3200;

process.exitCode = await main();

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      index: { type: 'string' },
      json: { type: 'string' },
      full: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.filter(name => !STAGES.some(stage => stage.name === name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(unknown.length > 0 ? `no such stage: ${unknown.join(' ')}\n${HELP}` : HELP);
    return values.help ? 0 : 2;
  }
  const directory = mkdtempSync(join(tmpdir(), 'binpkg-check-bench-'));
  try {
    const stages = STAGES.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
    const figures = await measure(stages, directory, values);
    return values.strict && !figures.every(isMet) ? 1 : 0;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * @param {typeof STAGES} stages
 * @param {string} directory
 * @param {{ index?: string | undefined, json?: string | undefined, full: boolean }} options
 */
async function measure(stages, directory, options) {
  const { library } = await import('./library.mjs').catch(error => {
    throw error.code === 'ERR_MODULE_NOT_FOUND'
      ? new Error('build first: npm run build', { cause: error })
      : error;
  });
  const { path, label } = chooseIndex(directory, options.index);
  const bytes = readFileSync(path);
  const index = library.readPackagesIndex(bytes);
  const machine = `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`;
  const load = loadavg()[0] ?? 0;
  const size = `${index.entries.length} packages, ${(bytes.length / 1e6).toFixed(1)} MB`;
  process.stderr.write(`${label}: ${size}\n${machine}, load ${load.toFixed(1)}\n`);
  if (load > cpus().length / 2) process.stderr.write('The machine is busy: compare ratios, not times.\n');
  const figures = [];
  for (const stage of stages) {
    process.stderr.write(`  ${stage.name}: ${stage.what}\n`);
    const time = options.full
      ? { seconds: 3, runs: 15, pkgdir: 1e9, rounds: 5 }
      : { seconds: 0.4, runs: 3, pkgdir: 1e8, rounds: 3 };
    figures.push(
      ...(await stage.run({
        library,
        path,
        bytes,
        index,
        ...time,
        sizes: [6000, 60_000],
        command: COMMAND,
        directory,
        indices: INDICES,
      })),
    );
  }
  process.stdout.write(formatTable(figures));
  if (options.json !== undefined) {
    const input = { index: label, packages: index.entries.length, bytes: bytes.length };
    const report = {
      node: process.version,
      machine,
      load,
      full: options.full,
      input,
      figures: figures.map(figure => ({ ...figure, met: isMet(figure) })),
    };
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  return figures;
}

/** The real index where it is at hand, otherwise a generated one of its size. @param {string} directory @param {string | undefined} wanted */
function chooseIndex(directory, wanted) {
  if (wanted !== undefined) return { path: wanted, label: wanted };
  const path = join(INDICES, REAL_INDEX, 'Packages');
  try {
    readFileSync(path);
    return { path, label: `real index ${REAL_INDEX}` };
  } catch {
    const generated = join(directory, 'Packages');
    writeFileSync(generated, generateIndex({ packages: GENERATED }));
    return { path: generated, label: 'generated index (the real one is not at hand)' };
  }
}
