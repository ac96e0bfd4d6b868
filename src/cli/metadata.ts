// `metadata REPO [ATOM]...`: what ebuilds say, without bash; with `--verify` compared with an md5-cache, with `--out` written into one.

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type FoundEbuilds, findEbuilds } from '../answer/find-ebuilds.js';
import {
  decideMetadata,
  describeEbuild,
  describeVerification,
  type EbuildRecord,
  listMetadata,
  type RepositoryListing,
  type SummaryRecord,
  SummaryTaker,
  type VerificationRecord,
} from '../answer/metadata.js';
import { MD5_CACHE } from '../load/repository/ebuild-cache.js';
import { updateEbuildCache } from '../load/repository/ebuild-cache-update.js';
import { verifyEbuildCache } from '../load/repository/ebuild-cache-verification.js';
import { openRepositories, openRepository } from '../load/repository/read-repository.js';
import { type EbuildFile, listEbuilds } from '../load/repository/read-repository-ebuilds.js';
import {
  type EbuildReading,
  type KnownEbuild,
  type ReadingOptions,
  readEbuilds,
} from '../load/repository/read-repository-metadata.js';
import { evaluateOnThreads } from '../parallel/evaluate-on-threads.js';
import { matchesSlot } from '../pms/match-atom.js';
import { tellSummary, tellVerification } from '../report/metadata/tell-metadata.js';
import { ask } from './ask.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf, UsageError } from './failure.js';
import type { MetadataFlags } from './flags.js';
import { ANSWER_FORMATS, render, type Style, settleTelling, tellLines, toJson, toNdjson } from './render.js';
import { settleFailOn } from './settle-flags.js';
import { type Progress, watchProgress } from './terminal/watch-progress.js';

export async function metadata(
  location: string,
  atoms: readonly string[],
  flags: MetadataFlags,
): Promise<CommandOutcome> {
  if (location === '') throw new UsageError('the REPO is empty; give the directory of an ebuild repository');
  if (flags.failOn !== undefined && flags.verify !== true)
    throw new UsageError('--fail-on says which differences fail; give --verify, or leave it out');
  if (flags.verify === true && flags.out !== undefined)
    throw new UsageError('--verify compares and --out writes; give one of them');
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const failOn = settleFailOn(flags);
  const progress = await watchProgress(flags.progress !== false);
  try {
    const run = prepare(location, atoms, flags, progress);
    const record = flags.verify === true ? await verify(run, location, flags) : await summarise(run, flags);
    return await render(
      telling,
      {
        text: style => {
          const tell = (wide: Style) =>
            'cache' in record ? tellVerification(record, wide) : tellSummary(record, wide);
          return style.quiet ? tellLines(style, wide => tell(wide).split('\n')) : tell(style);
        },
        json: () => toJson(record),
        ndjson: () => toNdjson(listMetadata(record)),
      },
      { code: exitCodeOf(decideMetadata(record, failOn)), notes: [] },
    );
  } finally {
    progress.stop();
  }
}

type Asked = FoundEbuilds<EbuildFile>;

interface Run {
  readonly subject: RepositoryListing;
  /** Asked for by name; null for all. */
  readonly asked: readonly Asked[] | null;
  read(options: Pick<ReadingOptions, 'ignoreCache'>): AsyncIterable<EbuildReading>;
}

function prepare(location: string, words: readonly string[], flags: MetadataFlags, progress: Progress): Run {
  const { name } = openRepository(location);
  const others = (flags.tree ?? []).filter(tree => tree !== location);
  const repository = openRepositories([...others, location]).find(one => one.name === name);
  if (repository === undefined) throw new TypeError(`${name} is lost`);
  const listed = listEbuilds(repository);
  const asked = words.map(word => ask(() => findEbuilds(listed.ebuilds, word)));
  const wanted = new Set(asked.flatMap(({ files }) => files));
  const files: readonly EbuildFile[] =
    words.length === 0 ? listed.ebuilds : listed.ebuilds.filter(file => wanted.has(file));
  return {
    subject: { repository: name, ignored: words.length === 0 ? listed.ignored : [] },
    asked: words.length === 0 ? null : asked,
    read: options =>
      readEbuilds(repository, files, {
        ...options,
        ...(flags.cache === undefined ? {} : { cache: flags.cache }),
        evaluate: evaluateOnThreads(flags.jobs ?? availableParallelism()),
        onProgress: (done, total) => progress.report(`reading ebuilds of ${name}`, done, total),
      }),
  };
}

async function verify(run: Run, location: string, flags: MetadataFlags): Promise<VerificationRecord> {
  const cache = flags.cache ?? join(location, MD5_CACHE);
  const found = await verifyEbuildCache(cache, run.read({ ignoreCache: true }), run.asked === null);
  return describeVerification(run.subject, cache, found);
}

async function summarise({ subject, asked, read }: Run, flags: MetadataFlags): Promise<SummaryRecord> {
  const taker = new SummaryTaker();
  const readings = taker.watch(read({}));
  if (flags.out !== undefined) {
    const update = await updateEbuildCache(flags.out, readings, asked === null);
    return taker.describe(subject, { out: { directory: flags.out, update } });
  }
  const packages: EbuildRecord[] = [];
  for await (const reading of readings)
    if (reading.outcome === 'metadata' && asked?.some(one => isMeant(one, reading)))
      packages.push(describeEbuild(reading));
  return taker.describe(subject, asked === null ? {} : { packages });
}

/** Whether it has the slot that the words ask for too. */
function isMeant({ atom, files }: Asked, { file, entry }: KnownEbuild): boolean {
  const [slot = '', subSlot = slot] = entry.values.SLOT.split('/');
  return files.includes(file) && (atom === null || matchesSlot(atom, { slot, subSlot }));
}
