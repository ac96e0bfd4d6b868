// Decides which packages a generated index has: names, releases, slots, flags and libraries, those that others rest on first.

import { HUBS } from './hubs.mjs';
import { makeVersion, olderThan } from './versions.mjs';
import { FLAGS, KINDS, SYLLABLES } from './vocabulary.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./vocabulary.mjs').Kind} Kind */

/**
 * @typedef {object} Release one version of a package
 * @property {string} version
 * @property {string} slot as SLOT says it
 * @property {number} builds instances of this version; 0 for a package that was never published
 *
 * @typedef {object} PlannedPackage
 * @property {number} rank its dependencies have lower ones
 * @property {Kind} kind
 * @property {boolean} isHub everything needs it
 * @property {string} category
 * @property {string} name
 * @property {readonly Release[]} releases newest first
 * @property {readonly string[]} floors versions that others ask for at least
 * @property {readonly string[]} sonames
 * @property {readonly string[]} flags
 * @property {boolean} hasAbis it could be built for several ABIs
 * @property {boolean} multilib it was built for two
 *
 * @typedef {object} Plan
 * @property {readonly PlannedPackage[]} packages in order of rank
 * @property {readonly PlannedPackage[]} missing packages that some need and nobody published
 */

const BUILDS = /** @type {const} */ ([
  [1, 52],
  [2, 9],
  [3, 19],
  [4, 18],
  [5, 2],
]);
const FOUNDATION = 150;
const KIND_ROWS = /** @type {[Kind, number][]} */ (
  Object.entries(KINDS).map(([kind, { share }]) => [kind, share])
);

/** Plans as many packages as have `instances` instances together. @param {Random} random @param {number} instances @returns {Plan} */
export function planPackages(random, instances) {
  const taken = new Set(HUBS.map(([cpn]) => cpn));
  /** @type {PlannedPackage[]} */
  const packages = [];
  let left = instances;
  const hubs = [...HUBS];
  while (left > 0) {
    // What everything needs itself needs a lot: about a twentieth of the packages come before it.
    const isFoundation = packages.length < Math.min(FOUNDATION, instances / 40);
    const hub = isFoundation ? undefined : hubs.shift();
    const kind = !isFoundation
      ? random.weighted(KIND_ROWS)[0]
      : packages.length % 2 === 0
        ? 'library'
        : 'program';
    const planned =
      hub === undefined
        ? planPackage(random, packages.length, kind, taken, left)
        : planHub(random, packages.length, hub, left);
    packages.push(planned);
    left -= planned.releases.reduce((sum, { builds }) => sum + builds, 0);
  }
  const missing = Array.from({ length: Math.ceil(packages.length / 18) }, () =>
    planPackage(random, -1, 'library', taken, 0),
  );
  return { packages, missing };
}

/** @param {Random} random @param {number} rank @param {(typeof HUBS)[number]} hub @param {number} left @returns {PlannedPackage} */
function planHub(random, rank, [cpn, kind, slots, versions, sonames], left) {
  const [category = '', name = ''] = cpn.split('/');
  const releases = versions.slice(0, left).map((version, at) => ({
    version,
    slot: slots[at] ?? /** @type {string} */ (slots[0]),
    builds: Math.max(1, Math.min(1 + (rank % 3), Math.floor(left / versions.length))),
  }));
  const oldest = /** @type {string} */ (versions.at(-1));
  const floors = Array.from({ length: 24 }, () => olderThan(random, oldest));
  const hasAbis = kind === 'library';
  return {
    rank,
    kind,
    isHub: true,
    category,
    name,
    releases,
    floors,
    sonames,
    flags: flagsFor(random, kind),
    hasAbis,
    multilib: hasAbis,
  };
}

/** @param {Random} random @param {number} rank @param {Kind} kind @param {Set<string>} taken @param {number} left @returns {PlannedPackage} */
function planPackage(random, rank, kind, taken, left) {
  const category = random.pick(KINDS[kind].categories);
  const name = nameFor(random, kind, category, taken);
  const slotted = random.chance(KINDS[kind].slotted);
  const withSubSlot = kind === 'library' ? random.chance(0.7) : random.chance(0.5);
  const own = random.between(1, 12);
  const versions = versionsFor(random, kind);
  let budget = left;
  const releases = versions.map((version, at) => {
    const builds = Math.min(budget, kind === 'desktop' ? 1 : random.weighted(BUILDS)[0]);
    budget -= builds;
    const number = Math.max(0, own - (random.chance(0.5) ? at : 0));
    const slot = kind === 'desktop' ? '5' : !slotted ? '0' : withSubSlot ? `0/${number}` : String(own);
    return { version, slot, builds };
  });
  const oldest = /** @type {string} */ (versions.at(-1));
  const floors = Array.from({ length: random.size(2, 0.6, 9) }, () => olderThan(random, oldest));
  const sonames = sonamesFor(random, kind, name, own);
  const hasAbis = random.chance(kind === 'library' ? 0.85 : kind === 'program' ? 0.1 : 0);
  const multilib = hasAbis && random.chance(0.52);
  const published = releases.filter(({ builds }, at) => at === 0 || builds > 0);
  return {
    rank,
    kind,
    isHub: false,
    category,
    name,
    releases: published,
    floors,
    sonames,
    flags: flagsFor(random, kind),
    hasAbis,
    multilib,
  };
}

/** Newest first. @param {Random} random @param {Kind} kind */
function versionsFor(random, kind) {
  const versions = [makeVersion(random, kind)];
  const count = kind === 'program' && random.chance(0.1) ? 3 : random.chance(0.07) ? 2 : 1;
  while (versions.length < count) {
    const newest = /** @type {string} */ (versions.at(-1));
    const older = olderThan(random, newest);
    if (older === newest) break;
    versions.push(older);
  }
  return versions;
}

/** @param {Random} random @param {Kind} kind @param {string} category @param {Set<string>} taken */
function nameFor(random, kind, category, taken) {
  for (let length = 2; ; length++) {
    const word = () => Array.from({ length: random.between(2, 3) }, () => random.pick(SYLLABLES)).join('');
    let name = word();
    if (kind === 'perl' || kind === 'perl-virtual') {
      const words = Array.from({ length: random.between(1, Math.min(length, 4)) }, word);
      name = [name, ...words].map(part => (part[0] ?? '').toUpperCase() + part.slice(1)).join('-');
      if (kind === 'perl-virtual') name = `perl-${name}`;
    } else if (length > 2 || random.chance(0.4)) name += `-${word()}`;
    if (kind === 'library' && random.chance(0.4)) name = `lib${name}`;
    if (taken.has(`${category}/${name}`)) continue;
    taken.add(`${category}/${name}`);
    return name;
  }
}

/** @param {Random} random @param {Kind} kind @param {string} name @param {number} version */
function sonamesFor(random, kind, name, version) {
  const { elf } = KINDS[kind];
  if (!random.chance(elf) || (kind === 'program' && random.chance(0.36))) return [];
  const stem = name.startsWith('lib') ? name : `lib${name}`;
  const first = kind === 'library' ? `${stem}.so.${version}` : `${stem}.so`;
  const more = kind === 'library' ? random.size(1.4, 1.25, 500) - 1 : random.size(3.2, 1.85, 1500) - 1;
  return [
    first,
    ...Array.from(
      { length: more },
      (_, at) => `${stem}_${random.pick(SYLLABLES)}${random.pick(SYLLABLES)}${at}.so`,
    ),
  ];
}

/** @param {Random} random @param {Kind} kind */
function flagsFor(random, kind) {
  const usual = KINDS[kind].flags;
  if (usual === 0 || random.chance(0.12)) return [];
  const count = Math.min(FLAGS.length, random.size(usual, 0.9, 40));
  return [...new Set(Array.from({ length: count }, () => FLAGS[random.leaning(FLAGS.length, 2.2)] ?? ''))];
}
