// Atoms as ebuilds and built packages write them: floors, slots, built slot operators, USE dependencies.

import { olderThan } from './versions.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./plan-packages.mjs').PlannedPackage} PlannedPackage */

/** Implementations that the generated packages are built for. */
export const PYTHON_TARGET = 'python_targets_python3_11';
export const RUBY_TARGET = 'ruby_targets_ruby32';

/** An atom on `target`, met by its newest release unless that is never published. @param {Random} random @param {PlannedPackage} user @param {PlannedPackage} target */
export function makeAtom(random, user, target) {
  const newest = /** @type {PlannedPackage['releases'][number]} */ (target.releases[0]);
  // Some were built before the provider moved on.
  const release = random.chance(0.1) ? (target.releases.at(-1) ?? newest) : newest;
  const cpn = `${target.category}/${target.name}`;
  return (
    versioned(random, user, target, cpn, release.version) +
    slotOf(random, release.slot) +
    useOf(random, user, target)
  );
}

/** @param {Random} random @param {PlannedPackage} user @param {PlannedPackage} target @param {string} cpn @param {string} version */
function versioned(random, user, target, cpn, version) {
  const floor = target.floors[random.leaning(target.floors.length, 1.6)] ?? olderThan(random, version);
  const release = version.replace(/-r\d+$/, '');
  const at = random.fraction();
  if (user.kind === 'desktop' && at < 0.9) return `>=${cpn}-${floor}`;
  if (at < 0.49) return cpn;
  if (at < 0.957) return `>=${cpn}-${floor}`;
  if (at < 0.977) return `~${cpn}-${release}`;
  if (at < 0.997) return `=${cpn}-${release.split('.').slice(0, 2).join('.')}*`;
  return `<${cpn}-${Number.parseInt(version, 10) + 1}`;
}

/** @param {Random} random @param {string} slot */
function slotOf(random, slot) {
  const at = random.fraction();
  if (slot.includes('/')) return at < 0.72 ? `:${slot}=` : at < 0.8 ? `:${slot.split('/')[0]}` : '';
  if (slot !== '0') return at < 0.8 ? `:${slot}` : at < 0.86 ? `:${slot}/${slot}=` : at < 0.9 ? ':*' : '';
  return at < 0.06 ? ':0/0=' : at < 0.08 ? ':0' : at < 0.09 ? ':*' : '';
}

/** @param {Random} random @param {PlannedPackage} user @param {PlannedPackage} target */
function useOf(random, user, target) {
  if (user.kind === 'python' && target.kind === 'python') return `[${PYTHON_TARGET}(-)]`;
  if (user.kind === 'ruby' && (target.kind === 'ruby' || target.name === 'rubygems'))
    return `[${RUBY_TARGET}(-)]`;
  if (user.multilib && target.multilib) return '[abi_x86_32(-),abi_x86_64(-)]';
  const flags = target.flags;
  if (flags.length === 0 || !random.chance(0.14)) return '';
  const asked = flags.slice(0, random.between(1, 2)).map(flag => {
    const fallback = random.chance(0.3) ? (isOn(target, flag) ? '(+)' : '(-)') : '';
    return `${isOn(target, flag) ? '' : '-'}${flag}${fallback}`;
  });
  return `[${asked.join(',')}]`;
}

/** Whether a package was built with one of its flags: the first half of them. @param {PlannedPackage} target @param {string} flag */
export function isOn(target, flag) {
  return target.flags.indexOf(flag) * 2 < target.flags.length;
}
