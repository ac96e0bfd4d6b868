// What is said of a flag, once: the command line, help, the configuration file, completions and the man page are made from it.

/** Names of the commands, in the order of the help. */
export const COMMAND_NAMES = [
  ...(['audit', 'gate', 'installable', 'upgrade', 'hit-rate', 'divergence'] as const),
  ...(['inspect', 'index', 'metadata', 'graph', 'explain'] as const),
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

/** Headings of the help of a command, in their order. */
export const GROUPS = {
  judge: 'What to judge',
  against: 'Against what',
  rules: 'By which rules',
  output: 'Output',
} as const;

export type Group = keyof typeof GROUPS;

/** What the words of a value are, for completions: files of any kind, directories, rule ids. */
export type Completion = 'file' | 'directory' | 'rule' | null;

/** `named`: a path may have a name before it. `profile`: a word is the name of a profile, and no path unless it begins with a dot. */
type Written = 'named' | 'profile';

/**
 * What a flag takes. Of the kinds, `switch` and `denial` (`--no-NAME`) take nothing, `paths` and `words` may be repeated; words stand
 * also in one value, with commas between them.
 */
export type Takes =
  | { readonly kind: 'switch' | 'denial' }
  | { readonly kind: 'count' | 'percent'; readonly value: string }
  | { readonly kind: 'words'; readonly value: string; readonly completes: Completion }
  | {
      readonly kind: 'text';
      readonly value: string;
      readonly completes: Completion;
      readonly must?: Condition;
    }
  | {
      readonly kind: 'path' | 'paths';
      readonly value: string;
      readonly completes: Completion;
      readonly written?: Written;
    }
  | {
      readonly kind: 'choice';
      readonly value: string;
      readonly choices: readonly string[];
      /** Of a command that has others. */
      readonly choicesOf?: Readonly<Partial<Record<CommandName, readonly string[]>>>;
    };

interface Condition {
  /** Completes "must be ...". */
  readonly be: string;
  readonly holds: (text: string) => boolean;
}

export interface Flag {
  readonly takes: Takes;
  /** One line. */
  readonly help: string;
  /** Where a command means something narrower by it. */
  readonly helpOf?: Readonly<Partial<Record<CommandName, string>>>;
  readonly group: Group;
  readonly of: readonly CommandName[];
  /** Commands that cannot do without. */
  readonly requiredBy?: readonly CommandName[];
  /** Name of the flag that says the opposite: one of them at most. */
  readonly contradicts?: string;
  /** Commands for which the configuration file may say it, by the same name; or why no file may. */
  readonly inFile: readonly CommandName[] | string;
}

export const SWITCH = { kind: 'switch' } as const;
export const DENIAL = { kind: 'denial' } as const;

/** The words that a command takes for a flag; of a flag that takes any, none. */
export function choicesOf({ takes }: Pick<Flag, 'takes'>, command: CommandName): readonly string[] {
  return takes.kind === 'choice' ? (takes.choicesOf?.[command] ?? takes.choices) : [];
}

/** `failOn` of `fail-on`, `color` of `no-color`: where commander keeps its value. */
export function keyOf(name: string): string {
  return name.replace(/^no-/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
