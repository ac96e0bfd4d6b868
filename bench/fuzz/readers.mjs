// The readers of what strangers write: how each is asked, and how its input is mutated. A reader answers or refuses; it never fails.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RangeFeed } from '../../dist/base/range-feed.js';
import { parseConfig } from '../../dist/cli/config/parse-config.js';
import { readReport } from '../../dist/cli/read-report.js';
import { evaluateEbuild } from '../../dist/ebuild/metadata/evaluate-ebuild.js';
import { parseScript } from '../../dist/ebuild/syntax/read-script.js';
import { readImage } from '../../dist/formats/container/image.js';
import { readElf } from '../../dist/formats/elf/elf.js';
import { readGlsa } from '../../dist/formats/repository/glsa.js';
import { readLayoutConf } from '../../dist/formats/repository/layout-conf.js';
import { parseMakeConf } from '../../dist/formats/repository/make-conf.js';
import { expandValue } from '../../dist/formats/repository/make-conf-value.js';
import { readMd5CacheEntry } from '../../dist/formats/repository/md5-cache.js';
import { readMetadataXml } from '../../dist/formats/repository/metadata-xml.js';
import { parseKeyValues } from '../../dist/formats/repository/profile-key-values.js';
import { parseProfileLines } from '../../dist/formats/repository/profile-lines.js';
import { readRepositoryUpdates } from '../../dist/formats/repository/repository-updates.js';
import { readPackageBytes } from '../../dist/load/package/read-package-file.js';
import { readIndexContent } from '../../dist/load/packages-index/read-index.js';
import { scanPayloadBytes } from '../../dist/load/payload/scan-payload.js';
import { FactGatherer } from '../../dist/load/payload/scan-payload-facts.js';
import { readKeyring } from '../../dist/load/signature/read-keyring.js';
import { buildUniverse } from '../../dist/model/build-universe.js';
import { tellFinding } from '../../dist/report/findings/tell-finding.js';
import { PLAIN } from '../../dist/report/words/palette.js';
import { RULES } from '../../dist/rules/index.js';
import { mutateElf, mutateXpak } from './mutate-binary.mjs';
import { mutateBytes } from './mutate-bytes.mjs';
import { mutateTar } from './mutate-tar.mjs';
import { mutateJson, textMutator } from './mutate-text.mjs';
import { PAIRS, WORDS } from './words.mjs';

/** Errors by which a reader says that the input is none; every other one is a fault of the reader. */
export const REFUSALS = new Set([
  ...['FormatError', 'InputError', 'ConfigError', 'NotCheckedError', 'PmsSyntaxError', 'BashSyntaxError'],
]);

const scratch = mkdtempSync(join(tmpdir(), 'fuzz-reader-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const textOf = bytes => Buffer.from(bytes).toString('utf8');
const text = name => textMutator(WORDS[name], PAIRS[name]);
let keyring = null;
let parsed = { text: null, script: null };

/** Minutes of CPU of a full run. `prepare` gets a file of public keys, or null. */
export const READERS = {
  gpkg: { minutes: 10, mutate: mutateTar, read: bytes => readPackage('b-1-1.gpkg.tar', bytes) },
  xpak: { minutes: 10, mutate: mutateXpak, read: bytes => readPackage('b-1-1.xpak', bytes) },
  image: { minutes: 10, mutate: mutateTar, read: readImages },
  elf: { minutes: 10, mutate: mutateElf, read: bytes => readElf(bytes) },
  packages: { minutes: 10, mutate: text('packages'), read: readIndex },
  evaluator: {
    minutes: 10,
    mutate: text('evaluator'),
    read: bytes => {
      const script = textOf(bytes);
      const request = { text: script, category: 'a', pf: 'b-1.2', pn: 'b', pv: '1.2', pr: 'r0' };
      evaluateEbuild({ ...request, eclass: name => eclassOf(name, script) });
    },
  },
  openpgp: {
    minutes: 2,
    mutate: mutateTar,
    prepare: async keys => {
      keyring = keys === null ? null : await readKeyring([keys]);
    },
    read: async bytes => {
      const trust = keyring === null ? {} : { trust: { keyring, at: 1_900_000_000 } };
      await readPackageBytes('a/b/b-1-1.gpkg.tar', bytes, { digests: false, ...trust });
    },
  },
  keyring: {
    minutes: 2,
    mutate: (bytes, random, samples) => {
      const mutate = random.chance(0.3) ? text('keyring') : mutateArmoured;
      return mutate(bytes, random, samples);
    },
    read: bytes => readKeyring([put('keys.asc', bytes)]),
  },
  'md5-cache': { minutes: 2, mutate: text('md5-cache'), read: bytes => readMd5CacheEntry(textOf(bytes)) },
  profile: {
    minutes: 2,
    mutate: text('profile'),
    read: bytes => {
      parseProfileLines(textOf(bytes));
      parseKeyValues(textOf(bytes));
      readLayoutConf(textOf(bytes));
      readRepositoryUpdates(textOf(bytes), '1Q-2024');
    },
  },
  'make-conf': {
    minutes: 2,
    mutate: text('make-conf'),
    read: bytes => {
      parseMakeConf(textOf(bytes), { sourcing: true });
      expandValue(textOf(bytes), new Map([['A', 'b']]));
    },
  },
  glsa: { minutes: 2, mutate: text('xml'), read: bytes => readGlsa(textOf(bytes)) },
  'metadata-xml': { minutes: 2, mutate: text('xml'), read: bytes => readMetadataXml(textOf(bytes)) },
  config: {
    minutes: 2,
    mutate: text('config'),
    read: bytes => parseConfig(textOf(bytes), 'binpkg-check.yaml', { rules: RULES.map(({ id }) => id) }),
  },
  report: { minutes: 2, mutate: mutateJson, read: tellReport },
};

function put(name, bytes) {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  return path;
}

async function readPackage(name, bytes) {
  await readPackageBytes(`a/b/${name}`, bytes, { digests: true });
  await scanPayloadBytes(bytes, { limit: 32 << 20 });
}

function readImages(bytes) {
  for (const prefix of ['image', '.']) {
    const gatherer = new FactGatherer(true);
    const feed = new RangeFeed(readImage(prefix, gatherer.visit));
    for (let at = 0; at < bytes.length; at += 4096) feed.push(bytes.subarray(at, at + 4096));
    feed.end();
    gatherer.finish();
  }
}

async function readIndex(bytes) {
  const { index, problems, digest } = await readIndexContent('Packages', bytes);
  const place = { role: 'candidate', location: 'x', name: 'x', kind: 'index', files: null };
  const { header, entries: records } = index;
  const iuseEffective = new Set();
  buildUniverse([{ ...place, header, records, iuseEffective, problems, digest, discrepancies: null }]);
}

function eclassOf(name, script) {
  if (name !== 'sample') return null;
  // Read once, as those of a repository are.
  if (parsed.text !== script) parsed = { text: script, script: parseScript(script) };
  return parsed;
}

async function tellReport(bytes) {
  const report = await readReport(put('report.json', bytes));
  for (const finding of report.findings.slice(0, 20))
    tellFinding(finding, report, { width: 80, palette: PLAIN, rules: RULES });
}

/** What is armoured, mutated below its armour. */
function mutateArmoured(bytes, random, samples) {
  const pattern =
    /^(-----BEGIN[^\n]*\n(?:[^\n]+:[^\n]*\n)*\n)([A-Za-z0-9+/=\n]*?)\n(=[^\n]*\n)(-----END[\s\S]*)$/;
  const [, head, body, sum, foot] = pattern.exec(textOf(bytes)) ?? [];
  if (body === undefined) return mutateBytes(bytes, random, samples);
  const inner = mutateBytes(Buffer.from(body, 'base64'), random, samples).toString('base64');
  return Buffer.from(`${head}${inner.replace(/.{64}/g, '$&\n')}\n${random.chance(0.2) ? sum : ''}${foot}`);
}
