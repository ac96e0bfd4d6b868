// What each command does. A command brings its own modules: help and mistakes load none of them.

import type { CommandOutcome } from './deliver.js';
import type { CommandName } from './flags/flag.js';
import type { FlagsOf } from './flags/flags-of.js';

/** As commander gives them, in the order of the declaration. */
interface Operands {
  readonly audit: readonly [source: string];
  readonly gate: readonly [];
  readonly installable: readonly [source: string, atoms: readonly string[]];
  readonly upgrade: readonly [];
  readonly 'hit-rate': readonly [source: string, atoms: readonly string[]];
  readonly divergence: readonly [source: string];
  readonly inspect: readonly [files: readonly string[]];
  readonly index: readonly [pkgdir: string];
  readonly metadata: readonly [repo: string, atoms: readonly string[]];
  readonly graph: readonly [source: string];
  readonly explain: readonly [subject: string | undefined, atom: string | undefined];
}

type Action<C extends CommandName> = (operands: Operands[C], flags: FlagsOf<C>) => Promise<CommandOutcome>;

export const ACTIONS: { readonly [C in CommandName]: Action<C> } = {
  audit: async ([source], flags) => (await import('./audit.js')).audit(source, flags),
  gate: async (_, flags) => (await import('./gate.js')).gateChange(flags),
  installable: async ([source, atoms], flags) =>
    (await import('./installable.js')).installable(source, atoms, flags),
  upgrade: async (_, flags) => (await import('./upgrade.js')).upgrade(flags),
  'hit-rate': async ([source, atoms], flags) => (await import('./hit-rate.js')).hitRate(source, atoms, flags),
  divergence: async ([source], flags) => (await import('./divergence.js')).divergence(source, flags),
  inspect: async ([files], flags) => (await import('./inspect.js')).inspect(files, flags),
  index: async ([pkgdir], flags) => (await import('./index-command.js')).index(pkgdir, flags),
  metadata: async ([repo, atoms], flags) => (await import('./metadata.js')).metadata(repo, atoms, flags),
  graph: async ([source], flags) => (await import('./graph.js')).graph(source, flags),
  explain: async ([subject, atom], flags) => (await import('./explain.js')).explain(subject, atom, flags),
};
