// Fuzzes the readers of what strangers write. `node bench/fuzz/run.mjs --help`

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { minimise } from './minimise.mjs';
import { READERS } from './readers.mjs';
import { collectSamples } from './samples.mjs';

const HELP = `node bench/fuzz/run.mjs [READER]...

  READER           ${Object.keys(READERS).join(' ')}
  --minutes N      of CPU a reader (default: 10 of what binhosts consist of, 2 of the others)
  --seed TEXT      other inputs than the usual ones
  --data DIR       real samples (../shared/data)
  --out DIR        where finds are written, minimised (/tmp/fuzz-finds)
  --prove          find one planted fault a reader instead, within its time; exit code 1 where one is not found
  --probe N        of the slowest inputs, measured again in a process of their own (50)
`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string', default: fileURLToPath(new URL('../../../shared/data', import.meta.url)) },
    out: { type: 'string', default: '/tmp/fuzz-finds' },
    prove: { type: 'boolean', default: false },
    probe: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
});
/** Milliseconds on the wall after which an input is one that never ends. */
const ENDLESS = 30_000;
const MOST_CPU = 2000;
const MOST_KIB = 64 << 10;
const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));

if (values.help) console.log(HELP);
else process.exitCode = await main();

async function main() {
  mkdirSync(values.out, { recursive: true });
  const samples = await collectSamples(values.data);
  const keys = join(values.data, 'keys/pub-sign.asc');
  let failed = 0;
  for (const name of positionals.length > 0 ? positionals : Object.keys(READERS)) {
    const own = samples[name];
    if (own.length === 0) {
      console.log(`${name}: no samples (--data)`);
      continue;
    }
    const minutes = Number(values.minutes ?? READERS[name].minutes);
    const run = await fuzz(name, own, minutes * 60_000, existsSync(keys) ? keys : null);
    const lasting = values.prove ? run.finds : await judge(name, own, run, existsSync(keys) ? keys : null);
    if (values.prove) {
      if (run.finds.length === 0) failed++;
      const [find] = run.finds;
      const told = find === undefined ? 'NOT FOUND' : `found: ${find.what.split('\n')[0]}`;
      console.log(
        `${name}: planted fault ${told} after ${(run.cpu / 1000).toFixed(1)} s, ${run.count} inputs`,
      );
      continue;
    }
    failed += lasting.length;
    const told = lasting.map(({ what }) => what.split('\n')[0]);
    console.log(
      `${name}: ${own.length} samples, ${run.count} inputs, ${(run.cpu / 60_000).toFixed(1)} min CPU, ${lasting.length} finds`,
    );
    for (const line of told) console.log(`  ${line}`);
  }
  return failed === 0 ? 0 : 1;
}

/** Inputs that fail or do not end, and the slowest. */
async function fuzz(name, samples, until, keys) {
  const finds = new Map();
  const worst = [];
  let from = 0;
  const begin = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  };
  while (spent() < until) {
    const progress = new SharedArrayBuffer(4);
    const at = new Int32Array(progress);
    const data = {
      name,
      seed: values.seed,
      samples,
      from,
      until,
      progress,
      keys,
      isPlanted: values.prove,
      spent: spent(),
    };
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    const end = await watch(worker, at, (what, input) => {
      const key = keyOf(what);
      if (!finds.has(key)) finds.set(key, { what, input });
      return values.prove;
    });
    if (end.worst !== undefined) worst.push(...end.worst);
    if (end.kind === 'end' || (values.prove && finds.size > 0))
      return { finds: [...finds.values()], worst, cpu: spent(), count: end.count - 0 };
    from = end.count + 1;
  }
  return { finds: [...finds.values()], worst, cpu: spent(), count: from };
}

/** Until the thread is done, or stands still. */
function watch(worker, at, onFind) {
  return new Promise(resolve => {
    let seen = { count: -1, since: performance.now() };
    const stop = end => {
      clearInterval(timer);
      worker.terminate().then(() => resolve(end));
    };
    const timer = setInterval(() => {
      const count = Atomics.load(at, 0);
      if (count !== seen.count) seen = { count, since: performance.now() };
      else if (performance.now() - seen.since > (values.prove ? 5000 : ENDLESS)) {
        onFind(`never ends: input ${count}`, count);
        stop({ kind: 'stuck', count });
      }
    }, 500);
    worker.on('message', message => {
      if (message.kind === 'end') stop(message);
      else if (
        message.kind === 'fault' ||
        message.taken > MOST_CPU ||
        (values.prove && message.taken > 1000)
      ) {
        const what =
          message.kind === 'fault'
            ? message.fault
            : `slow: ${Math.round(message.taken)} ms, input ${message.count}`;
        if (onFind(what, Buffer.from(message.input))) stop({ kind: 'found', count: message.count });
      }
    });
    worker.on('error', error => {
      onFind(`the thread failed: ${error.message}`, Atomics.load(at, 0));
      stop({ kind: 'failed', count: Atomics.load(at, 0) });
    });
  });
}

/** One find a place in the code; of slow and endless inputs one each. */
function keyOf(what) {
  if (what.startsWith('slow')) return 'slow';
  return what.split('\n').slice(0, 3).join(' ').replace(/\d+/g, 'N');
}

/** What lasts when asked again alone: faults, more than two seconds of CPU, more memory than the file and 64 MiB. */
async function judge(name, samples, { finds, worst }, keys) {
  const lasting = [];
  const sample = join(values.out, `${name}.sample`);
  writeFileSync(sample, samples[0]);
  const probe = input => {
    const path = join(values.out, `${name}.input`);
    writeFileSync(path, input);
    const own = [process.execPath, PROBE, name, sample, path, ...(keys === null ? [] : [keys])];
    // The shell limits seconds of CPU: those on the wall say nothing on a machine that is busy.
    const ran = spawnSync('sh', ['-c', 'ulimit -t 20; exec "$@"', 'sh', ...own], { encoding: 'utf8' });
    if (ran.status !== 0)
      return ran.signal === null ? `the process ended: ${ran.stderr.slice(0, 300)}` : 'never ends';
    const { fault, cpu, kib } = JSON.parse(ran.stdout);
    if (fault !== null) return fault;
    if (cpu > MOST_CPU) return `slow: ${Math.round(cpu)} ms of CPU for ${input.length} bytes`;
    return kib > MOST_KIB + input.length / 1024
      ? `large: ${Math.round(kib / 1024)} MiB for ${input.length} bytes`
      : null;
  };
  const again = await remake(name, samples, finds);
  for (const { what } of finds) process.stderr.write(`${name}: ${what.split('\n').slice(0, 2).join(' ')}\n`);
  const slowest = worst.sort((a, b) => b.taken - a.taken).slice(0, Number(values.probe));
  const kinds = new Set();
  for (const input of [...again, ...slowest.map(one => Buffer.from(one.input))]) {
    const what = probe(input);
    const kind = what === null ? null : keyOf(what).replace(/^(slow|large).*/, '$1');
    if (kind === null || kinds.has(kind)) continue;
    kinds.add(kind);
    writeFileSync(join(values.out, `${name}.${kinds.size}.whole`), input);
    process.stderr.write(`${name}, alone: ${what.split('\n')[0]}\n`);
    const small = minimise(input, bytes => {
      const other = probe(bytes);
      return other !== null && keyOf(other).replace(/^(slow|large).*/, '$1') === kind;
    });
    const digest = createHash('sha256').update(small).digest('hex').slice(0, 12);
    writeFileSync(join(values.out, `${name}-${digest}`), small);
    lasting.push({ what: `${name}-${digest} (${small.length} bytes): ${probe(small)}` });
  }
  return lasting;
}

/** An input that ended the thread is known by its number alone. */
async function remake(name, samples, finds) {
  const { makeRandom } = await import('./random.mjs');
  return finds.map(({ input }) => {
    if (typeof input !== 'number') return input;
    const random = makeRandom(`${values.seed} ${name} ${input}`);
    return Buffer.from(READERS[name].mutate(random.pick(samples), random, samples));
  });
}
