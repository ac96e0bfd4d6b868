// Interpreters that live in slots and are chosen by USE: which slots a package was built for, which are here, which prevails.

import { isSuperseded } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

export interface InterpreterFamily {
  /** For people: `python`. */
  readonly language: string;
  /** The packages that provide a slot, by the implementation part of the flag. */
  provider(implementation: string): { readonly names: readonly string[]; readonly slot: string } | null;
  /** USE flags that choose an implementation: `python_targets_python3_12` gives `python3_12`. */
  readonly prefixes: readonly string[];
}

const digits = (pattern: RegExp, separator: string, names: readonly string[]) => (implementation: string) => {
  const match = pattern.exec(implementation);
  return match === null ? null : { names, slot: match.slice(1).join(separator) };
};

export const PYTHON: InterpreterFamily = {
  language: 'python',
  prefixes: ['python_targets_', 'python_single_target_'],
  provider: digits(/^python(\d+)_(\d+t?)$/, '.', ['dev-lang/python']),
};
export const RUBY: InterpreterFamily = {
  language: 'ruby',
  prefixes: ['ruby_targets_'],
  provider: digits(/^ruby(\d)(\d)$/, '.', ['dev-lang/ruby']),
};
export const LUA: InterpreterFamily = {
  language: 'lua',
  prefixes: ['lua_targets_', 'lua_single_target_'],
  provider: digits(/^lua(\d+)-(\d+)$/, '.', ['dev-lang/lua']),
};
export const LLVM: InterpreterFamily = {
  language: 'llvm',
  prefixes: ['llvm_slot_'],
  provider: digits(/^(\d+)$/, '', ['llvm-core/llvm', 'sys-devel/llvm']),
};
export const PHP: InterpreterFamily = {
  language: 'php',
  prefixes: ['php_targets_'],
  provider: digits(/^php(\d+)-(\d+)$/, '.', ['dev-lang/php']),
};

/** One implementation a package was built for. */
export interface Target {
  readonly flag: string;
  readonly slot: string;
  readonly names: readonly string[];
}

/** The implementations of a family that a package was built for, by its USE, in order of the flags. */
export function targetsOf(
  universe: Universe,
  family: InterpreterFamily,
  pkg: BinaryPackage,
): readonly Target[] {
  const targets = remember(universe, family, pkg.use, () => readTargets(family, pkg.use));
  // A flag that is on but not in IUSE says nothing of the build.
  return targets.length === 0 ? targets : targets.filter(({ flag }) => pkg.iuse.has(flag));
}

function readTargets(family: InterpreterFamily, use: ReadonlySet<string>): readonly Target[] {
  const targets: Target[] = [];
  for (const flag of use) {
    const prefix = family.prefixes.find(candidate => flag.startsWith(candidate));
    if (prefix === undefined) continue;
    const provider = family.provider(flag.slice(prefix.length));
    if (provider !== null) targets.push({ flag, ...provider });
  }
  return targets;
}

/** Whether some package of the universe provides the slot of a target. */
export function isLive(universe: Universe, target: Target): boolean {
  return target.names.some(name => universe.byCpn.get(name)?.some(pkg => pkg.slot.slot === target.slot));
}

/** Whether any package of the universe is an interpreter of the family at all. */
export function hasInterpreter(universe: Universe, target: Target): boolean {
  return target.names.some(name => universe.byCpn.has(name));
}

/** The live slot that most newest packages were built for, and how many; of equals the higher count wins, then the text. */
export function prevailingSlot(
  universe: Universe,
  family: InterpreterFamily,
): { readonly slot: string; readonly name: string; readonly packages: number } | null {
  const counts = new Map<string, { name: string; packages: number }>();
  for (const pkg of universe.judged) {
    if (isSuperseded(universe, pkg)) continue;
    const slots = new Map(
      targetsOf(universe, family, pkg)
        .filter(target => isLive(universe, target))
        .map(target => [target.slot, target]),
    );
    for (const [slot, target] of slots) {
      const name = target.names.find(candidate => universe.byCpn.has(candidate)) ?? '';
      const count = counts.get(slot);
      if (count === undefined) counts.set(slot, { name, packages: 1 });
      else count.packages++;
    }
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n.packages - m.packages || (a < b ? 1 : -1));
  return first === undefined ? null : { slot: first[0], ...first[1] };
}
