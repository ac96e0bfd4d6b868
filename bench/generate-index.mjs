// Generates a Packages index of any size, shaped like those of public binhosts: the same seed and size give the same bytes.

import { isOn, PYTHON_TARGET, RUBY_TARGET } from './generator/atoms.mjs';
import { planPackages } from './generator/plan-packages.mjs';
import { Random } from './generator/random.mjs';
import { Relations } from './generator/relations.mjs';
import { ABI_FLAGS, ARCHES, BASE_USE, HEADER, LICENSES, PHASES } from './generator/vocabulary.mjs';

/** @typedef {import('./generator/plan-packages.mjs').PlannedPackage} PlannedPackage */
/** @typedef {import('./generator/plan-packages.mjs').Release} Release */
/** @typedef {Record<string, string>} Stanza values by their keys on disk */

/** Implementations that nothing was built for. */
const OTHER_PYTHONS = [
  'python_targets_pypy3',
  'python_targets_python3_10',
  'python_targets_python3_12',
  'python_targets_python3_13',
];
const OTHER_RUBIES = ['ruby_targets_ruby31', 'ruby_targets_ruby33'];
const FIRST_BUILD = 1_700_000_000;

/**
 * The text of an index.
 * @param {{ packages: number, seed?: number }} options `packages`: entries, several for most versions
 */
export function generateIndex({ packages, seed = 1 }) {
  if (!Number.isSafeInteger(packages) || packages < 1)
    throw new RangeError(`an index has at least one package, not ${packages}`);
  const random = new Random(seed);
  const plan = planPackages(random, packages);
  const relations = new Relations(random, plan);
  /** @type {{ cpv: string, text: string }[]} */
  const blocks = [];
  for (const planned of plan.packages) {
    for (const release of planned.releases) blocks.push(writeRelease(random, planned, release, relations));
  }
  blocks.sort((a, b) => (a.cpv < b.cpv ? -1 : 1));
  const header = writeStanza({ ...HEADER, PACKAGES: String(packages) });
  return header + blocks.map(({ text }) => text).join('');
}

/** All builds of one version. @param {Random} random @param {PlannedPackage} planned @param {Release} release @param {Relations} relations */
function writeRelease(random, planned, release, relations) {
  const cpv = `${planned.category}/${planned.name}-${release.version}`;
  const { floor, ...dependencies } = relations.describe(planned);
  const shared = { ...describeRelease(random, planned, release), ...dependencies };
  // The first builds of some packages are older than the Portage that writes floors.
  const unfloored = random.chance(0.06) ? 1 : 0;
  let text = '';
  // What everything needs was built last: little is newer than the newest C library.
  let time =
    FIRST_BUILD + (planned.isHub && release === planned.releases[0] ? 15_000_000 : random.below(14_000_000));
  for (let build = 1; build <= release.builds; build++) {
    time += random.between(100, 500_000);
    text += writeStanza({
      ...shared,
      RDEPEND:
        build > unfloored && floor !== '' ? `${dependencies.RDEPEND} ${floor}`.trim() : dependencies.RDEPEND,
      BUILD_ID: String(build),
      BUILD_TIME: String(time),
      CPV: cpv,
      MD5: random.hex(32),
      MTIME: String(time + random.below(3)),
      PATH: `${planned.category}/${planned.name}/${planned.name}-${release.version}-${build}.gpkg.tar`,
      REPO: 'gentoo',
      SHA1: random.hex(40),
      SIZE: String(random.size(200_000, 1.8, 400_000_000)),
    });
  }
  return { cpv, text };
}

/** @param {Random} random @param {PlannedPackage} planned @param {Release} release @returns {Stanza} */
function describeRelease(random, planned, release) {
  const { kind, flags, hasAbis, multilib, sonames } = planned;
  const targets =
    kind === 'python' ? [PYTHON_TARGET] : kind === 'ruby' || planned.name === 'rubygems' ? [RUBY_TARGET] : [];
  const others = kind === 'python' ? OTHER_PYTHONS : kind === 'ruby' ? OTHER_RUBIES : [];
  const iuse = [
    ...flags.map(flag => (random.chance(0.1) ? `+${flag}` : flag)),
    ...(hasAbis ? ABI_FLAGS : []),
    ...targets,
    ...others,
  ];
  const on = [...flags.filter(flag => isOn(planned, flag)), ...targets, ...(multilib ? ['abi_x86_32'] : [])];
  const isAccount = kind === 'group' || kind === 'user';
  const list = sonames.join(' ');
  return {
    DEFINED_PHASES: isAccount
      ? 'install preinst pretend'
      : kind.endsWith('virtual')
        ? '-'
        : phasesFor(random),
    EAPI: random.chance(0.7) ? '8' : '7',
    IUSE: iuse.join(' '),
    KEYWORDS: keywordsFor(random),
    LICENSE: isAccount || kind.endsWith('virtual') ? '' : random.weighted(LICENSES)[0],
    PROVIDES: list === '' ? '' : multilib ? `x86_32: ${list} x86_64: ${list}` : `x86_64: ${list}`,
    RESTRICT: random.chance(0.43) ? 'test' : '',
    SLOT: release.slot === '0' ? '' : release.slot,
    USE: [...new Set([...BASE_USE, ...on])].sort().join(' '),
  };
}

/** @param {Random} random */
function phasesFor(random) {
  if (random.chance(0.35)) return 'compile configure install prepare test';
  // A few hundred of all combinations.
  const combination = new Random(random.leaning(240, 1.5));
  return PHASES.filter(phase => phase === 'install' || combination.chance(0.42)).join(' ');
}

/** @param {Random} random */
function keywordsFor(random) {
  const common = random.chance(0.4);
  const stable = random.chance(0.65) ? (common ? 0.5 : 0.35) : 0;
  if (common) return ARCHES.map((arch, at) => (stable > 0 && at % 2 === 1 ? arch : `~${arch}`)).join(' ');
  const known = ARCHES.slice(0, random.between(8, ARCHES.length));
  return known.map(arch => (random.chance(stable) ? arch : `~${arch}`)).join(' ');
}

/** Keys in the order in which Portage writes them: by its internal names, MTIME and REPO last. @param {Stanza} stanza */
function writeStanza(stanza) {
  const last = (/** @type {string} */ key) => (key === 'MTIME' || key === 'REPO' ? 1 : 0);
  const keys = Object.keys(stanza).filter(key => stanza[key] !== '');
  keys.sort((a, b) => last(a) - last(b) || (a < b ? -1 : 1));
  return `${keys.map(key => `${key}: ${stanza[key]}\n`).join('')}\n`;
}
