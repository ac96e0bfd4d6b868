// Evaluates the ebuilds of one repository; also the task of a worker thread (`parallel/`).

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { evaluateEbuild, METADATA_KEYS } from '../../ebuild/metadata/evaluate-ebuild.js';
import { writeMd5CacheEntry } from '../../formats/repository/md5-cache.js';
import { versionIn } from '../../pms/version.js';
import { readTreeBytes, UnreadableFile } from '../file/read-repository-text.js';
import { md5Of } from './ebuild-digest.js';
import { Eclasses } from './ebuild-eclasses.js';
import type {
  EbuildFacts,
  EbuildName,
  EvaluateEbuilds,
  EvaluationOptions,
  EvaluationPlace,
} from './ebuild-facts.js';

/** The function that evaluates one ebuild of this repository after the other. */
export function startTask({ location, eclassFolders }: EvaluationPlace): (name: EbuildName) => EbuildFacts {
  const eclasses = new Eclasses(eclassFolders);
  return name => {
    try {
      return evaluate(location, name, eclasses);
    } catch (error) {
      if (error instanceof UnreadableFile) return { outcome: 'unknown', why: error.message };
      // A fault of ours in one ebuild says nothing about the thousands of others.
      return { outcome: 'unknown', why: `this program fails on it (a bug): ${String(error)}` };
    }
  };
}

function evaluate(location: string, [category, pn, pvr]: EbuildName, eclasses: Eclasses): EbuildFacts {
  const pf = `${pn}-${pvr}`;
  const bytes = readTreeBytes(join(location, category, pn, `${pf}.ebuild`));
  if (bytes === null) return { outcome: 'unknown', why: 'the file has gone' };
  const md5 = md5Of(bytes);
  const release = versionIn(pvr, 0, pvr.length)?.releaseLength ?? pvr.length;
  const outcome = evaluateEbuild({
    text: bytes.toString('utf8'),
    category,
    pf,
    pn,
    pv: pvr.slice(0, release),
    pr: pvr.slice(release + 1) || 'r0',
    eclass: eclasses.find,
  });
  if (outcome.outcome !== 'metadata') return outcome;
  const { metadata } = outcome;
  // A line is all that a value has in the cache.
  const broken = METADATA_KEYS.find(key => metadata[key].includes('\n'));
  if (broken !== undefined) return { outcome: 'unknown', why: `${broken} would have several lines` };
  const entry = writeMd5CacheEntry({
    values: metadata,
    eclasses: eclasses.digests(outcome.eclasses),
    md5,
  });
  return { outcome: 'metadata', entry };
}

/** Milliseconds for which nothing else in the process gets its turn. */
const SLICE = 50;

/** On the thread that asks. */
export const evaluateInTurn: EvaluateEbuilds = async function* (
  place: EvaluationPlace,
  names: readonly EbuildName[],
  { signal, onProgress }: EvaluationOptions = {},
) {
  const evaluateOne = startTask(place);
  let last = performance.now();
  for (const [at, name] of names.entries()) {
    yield evaluateOne(name);
    if (performance.now() - last < SLICE) continue;
    onProgress?.(at + 1);
    await setImmediate();
    signal?.throwIfAborted();
    last = performance.now();
  }
  onProgress?.(names.length);
};
