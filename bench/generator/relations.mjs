// Writes what each planned package depends on: dependency texts and needed libraries.

import { makeAtom, PYTHON_TARGET, RUBY_TARGET } from './atoms.mjs';
import { Targets } from './targets.mjs';
import { KINDS, TOOLCHAINS } from './vocabulary.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./plan-packages.mjs').PlannedPackage} PlannedPackage */

/**
 * @typedef {object} DependencyTexts those of one release
 * @property {string} BDEPEND
 * @property {string} DEPEND
 * @property {string} IDEPEND
 * @property {string} PDEPEND
 * @property {string} RDEPEND
 * @property {string} REQUIRES
 * @property {string} floor the atom on the C library that newer Portage appends to RDEPEND
 */

const CURRENT_PERL = '5.38';
const OLD_PERL = '5.36';

export class Relations {
  #random;
  #targets;

  /** @param {Random} random @param {import('./plan-packages.mjs').Plan} plan */
  constructor(random, plan) {
    this.#random = random;
    this.#targets = new Targets(random, plan);
  }

  /** Call once for each package, in order of rank. @param {PlannedPackage} user @returns {DependencyTexts} */
  describe(user) {
    const random = this.#random;
    const targets = this.#targets.chooseAll(user);
    const atoms = targets.map(target => makeAtom(random, user, target));
    const depends = random.chance(KINDS[user.kind].builds);
    const RDEPEND = [...atoms, ...this.#customary(user)];
    if (random.chance(user.kind === 'desktop' ? 0.9 : user.kind === 'virtual' ? 0.7 : 0.02))
      RDEPEND.push(this.#anyOf(user));
    for (let more = random.chance(0.09) ? random.size(2, 0.8, 12) : 0; more > 0; more--)
      RDEPEND.push(this.#blocker());
    const needs = user.sonames.length > 0 || (user.kind === 'program' && !user.isHub);
    const relations = {
      BDEPEND: this.#buildTools(user),
      DEPEND: depends ? this.#buildDependencies(user, atoms) : '',
      IDEPEND:
        this.#targets.hasHubs && random.chance(user.kind === 'desktop' ? 0.93 : 0.06)
          ? 'dev-util/desktop-file-utils x11-misc/shared-mime-info'
          : '',
      PDEPEND: random.chance(0.05) ? this.#laterNeeds(user) : '',
      RDEPEND: [...new Set(RDEPEND)].filter(item => item !== '').join(' '),
      REQUIRES: needs ? this.#libraries(user, targets) : '',
      floor:
        needs && user.name !== 'glibc' && random.chance(0.5)
          ? `>=sys-libs/glibc-2.${random.chance(0.03) ? '40' : '38-r10'}`
          : '',
    };
    this.#targets.learn(user);
    return relations;
  }

  /** What packages of a kind have without choice. @param {PlannedPackage} user */
  #customary(user) {
    const random = this.#random;
    if (!this.#targets.hasHubs || user.isHub) return [];
    switch (user.kind) {
      case 'perl':
        return [`dev-lang/perl:0/${random.chance(0.06) ? OLD_PERL : CURRENT_PERL}=`];
      case 'perl-virtual': {
        const core = `perl-core/${user.name.slice('perl-'.length)}-${user.releases[0]?.version.replace(/-r\d+$/, '')}`;
        const branches = random.chance(0.05) ? [OLD_PERL] : [CURRENT_PERL, OLD_PERL];
        const group = `|| ( ${branches.map(branch => `=dev-lang/perl-${branch}*`).join(' ')} ~${core} )`;
        return [group, `dev-lang/perl:0/${branches[0]}=`, `!<${core}`, `!>${core}-r999`];
      }
      case 'python':
        return [random.chance(0.6) ? '>=dev-lang/python-3.11.9:3.11[threads(+)]' : 'dev-lang/python:3.11'];
      case 'ruby':
        return ['dev-lang/ruby:3.2', `virtual/rubygems[${RUBY_TARGET}(-)]`];
      default:
        return [];
    }
  }

  /** @param {PlannedPackage} user */
  #anyOf(user) {
    const random = this.#random;
    const kind = user.kind === 'virtual' ? 'program' : 'library';
    const pool =
      user.kind === 'desktop' ? this.#targets.missing.slice(0, 12) : this.#targets.known(kind).slice(0, 400);
    if (pool.length === 0) return '';
    const branches = Array.from({ length: random.size(2.2, 0.4, 30) + 1 }, () => {
      const target = random.pick(
        user.kind === 'desktop' || random.chance(0.8) ? pool : this.#targets.missing,
      );
      return `${target.category}/${target.name}${random.chance(0.3) ? ':*' : ''}`;
    });
    return `|| ( ${branches.join(' ')} )`;
  }

  /** On a package that is gone, or on versions that are. */
  #blocker() {
    const random = this.#random;
    const target = this.#targets.any();
    const floor = target.floors.at(-1) ?? '0';
    return `${random.chance(0.3) ? '!!' : '!'}<${target.category}/${target.name}-${floor}`;
  }

  /** @param {PlannedPackage} user @param {readonly string[]} atoms */
  #buildDependencies(user, atoms) {
    const random = this.#random;
    const shared = atoms.filter(() => random.chance(0.88));
    if (user.kind === 'perl')
      shared.splice(random.chance(0.1) ? 1 : 0, Number.POSITIVE_INFINITY, 'dev-lang/perl');
    if (user.kind === 'library' && random.chance(0.3)) shared.push('x11-base/xorg-proto');
    return [...new Set(shared)].join(' ');
  }

  /** @param {PlannedPackage} user */
  #buildTools(user) {
    const random = this.#random;
    if (user.kind === 'perl') return `${this.#someAtoms(user, random.between(0, 4))} dev-lang/perl`.trim();
    if (user.kind === 'python') {
      return `>=dev-lang/python-3.11.9:3.11 >=dev-python/gpep517-15[${PYTHON_TARGET}(-)] >=dev-python/setuptools-69.0.3[${PYTHON_TARGET}(-)] dev-python/wheel[${PYTHON_TARGET}(-)]`;
    }
    if (KINDS[user.kind].elf === 0 && !random.chance(0.3)) return '';
    if (!random.chance(0.86)) return '';
    const extra = this.#someAtoms(user, random.chance(0.6) ? random.between(0, 4) : 0);
    return `${random.chance(0.5) ? 'virtual/pkgconfig ' : ''}${random.weighted(TOOLCHAINS)[0]} ${extra}`.trim();
  }

  /** @param {PlannedPackage} user @param {number} count */
  #someAtoms(user, count) {
    const targets = Array.from({ length: count }, () => this.#targets.choose(user)).filter(
      target => target !== undefined,
    );
    return targets.map(target => makeAtom(this.#random, user, target)).join(' ');
  }

  /** PDEPEND has no slot operators. @param {PlannedPackage} user */
  #laterNeeds(user) {
    return this.#someAtoms(user, this.#random.between(1, 3)).replace(/:[^\s[]*=/g, '');
  }

  /** REQUIRES: libraries of the dependencies and of what those rest on. @param {PlannedPackage} user @param {readonly PlannedPackage[]} targets */
  #libraries(user, targets) {
    const random = this.#random;
    const always = [
      'libc.so.6',
      ...(random.chance(0.5) ? ['libm.so.6'] : []),
      ...(random.chance(0.25) ? ['libstdc++.so.6'] : []),
    ];
    const known = this.#targets.known('library');
    const more = Array.from(
      { length: random.size(2.2, 0.9, 40) - 1 },
      () => known[random.leaning(known.length, 2.4)],
    );
    const wanted = [...targets, ...more].filter(target => target !== undefined);
    const used = wanted.map(({ rank, multilib, sonames }) => ({
      multilib,
      names: sonames.slice(0, rank < 0 ? 1 : random.size(1, 0.5, 4)),
    }));
    const listFor = (/** @type {boolean} */ only32) => {
      const names = used.filter(({ multilib }) => multilib || !only32).flatMap(library => library.names);
      return [...new Set([...always, ...names])].sort().join(' ');
    };
    return user.multilib ? `x86_32: ${listFor(true)} x86_64: ${listFor(false)}` : `x86_64: ${listFor(false)}`;
  }
}
