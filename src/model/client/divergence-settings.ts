// Which setting of two clients makes a difference for one package: the strongest place that speaks of it on one side only, in the order in
// which Portage lets settings overrule each other. Lines of package.* files are known by file and line, variables by name.

import { getOrMake } from '../../base/get-or-make.js';
import type { ClientSettings, FlagLevel, PackageSetting } from './client-settings.js';
import { type SettingCandidate, valuesFor } from './matching-settings.js';
import { wordsOf } from './stack-changes.js';

export type Side = 'a' | 'b';

export interface Setting {
  /** The client that has it; null where both set it, to different values. */
  readonly side: Side | null;
  /** `package.use`, `use.mask`, `USE`, `ACCEPT_KEYWORDS`, ... */
  readonly name: string;
  /** As in its file: `dev-libs/openssl -bindist`; of a variable what differs. */
  readonly text: string;
  readonly file: string | null;
  readonly line: number | null;
}

type Lines = readonly PackageSetting<readonly string[]>[];

/** One kind of setting that speaks of flags: lines about packages, or words for all of them. */
interface FlagSource {
  readonly name: string;
  readonly lines?: (client: ClientSettings) => Lines;
  readonly words?: (client: ClientSettings) => readonly string[];
}

const PACKAGE_LEVELS = [
  ['package.use.mask', 'packageUseMask'],
  ['package.use.stable.mask', 'packageUseStableMask'],
  ['package.use.force', 'packageUseForce'],
  ['package.use.stable.force', 'packageUseStableForce'],
] as const satisfies readonly (readonly [string, keyof FlagLevel])[];

const GLOBAL_LEVELS = [
  ['use.mask', 'useMask'],
  ['use.stable.mask', 'useStableMask'],
  ['use.force', 'useForce'],
  ['use.stable.force', 'useStableForce'],
] as const satisfies readonly (readonly [string, keyof FlagLevel])[];

/** What is fixed by the profile counts most, then the user's own, then the profile's wishes. */
const FLAG_PLACES: readonly FlagSource[] = [
  ...PACKAGE_LEVELS.map(([name, key]) => ({
    name,
    lines: ({ levels }: ClientSettings) => levels.flatMap(level => level[key]),
  })),
  ...GLOBAL_LEVELS.map(([name, key]) => ({
    name,
    words: ({ levels }: ClientSettings) => levels.flatMap(level => level[key]),
  })),
  { name: 'package.use', lines: ({ userPackageUse }) => userPackageUse },
  { name: 'make.conf', words: client => variableWords(client, client.userVariables) },
  {
    name: 'package.use',
    lines: ({ levels }) => levels.flatMap(level => [...level.packageUse, ...level.packageUseStable]),
  },
  {
    name: 'make.defaults',
    words: ({ levels }) => levels.flatMap(level => [...level.use, ...level.useStable]),
  },
];

/** The setting for which a flag of the package is on for one client and off for the other. */
export function settingOfFlag(
  a: ClientSettings,
  b: ClientSettings,
  subject: SettingCandidate,
  flag: string,
): Setting {
  const names = (word: string) => speaksOf(word, flag);
  for (const place of FLAG_PLACES) {
    const found =
      place.lines === undefined
        ? ownWord(place.name, a, b, place.words!, names)
        : ownLine(place.name, a, b, place.lines, subject, values => values.some(names));
    if (found !== null) return found;
  }
  return { side: null, name: 'USE', text: flag, file: null, line: null };
}

/** `flag`, `-flag`, `-*`, `prefix_*`. */
function speaksOf(word: string, flag: string): boolean {
  const name = word.replace(/^[+-]/, '');
  return name === flag || name === '*' || (name.endsWith('_*') && flag.startsWith(name.slice(0, -1)));
}

/** The setting for which KEYWORDS or the like of the package are accepted by one client only. */
export function settingOfAcceptance(
  a: ClientSettings,
  b: ClientSettings,
  subject: SettingCandidate,
  key: 'KEYWORDS' | 'LICENSE' | 'PROPERTIES' | 'RESTRICT',
): Setting {
  const { file, lines, variable, words } = ACCEPTANCES[key];
  const found = ownLine(file, a, b, lines, subject, () => true);
  if (found !== null) return found;
  const [only, other] = [without(words(a), words(b)), without(words(b), words(a))];
  const side: Side | null =
    only.length > 0 && other.length === 0 ? 'a' : other.length > 0 && only.length === 0 ? 'b' : null;
  const text =
    side === 'a'
      ? only.join(' ')
      : side === 'b'
        ? other.join(' ')
        : `${words(a).join(' ')}, ${words(b).join(' ')}`;
  return { side, name: variable, text, file: null, line: null };
}

const ACCEPTANCES = {
  KEYWORDS: {
    file: 'package.accept_keywords',
    lines: (client: ClientSettings) => client.packageAcceptKeywords.flat(),
    variable: 'ACCEPT_KEYWORDS',
    words: (client: ClientSettings) => client.acceptKeywords,
  },
  LICENSE: {
    file: 'package.license',
    lines: (client: ClientSettings) => client.packageLicense,
    variable: 'ACCEPT_LICENSE',
    words: (client: ClientSettings) => client.acceptLicense,
  },
  PROPERTIES: {
    file: 'package.properties',
    lines: (client: ClientSettings) => client.packageProperties,
    variable: 'ACCEPT_PROPERTIES',
    words: (client: ClientSettings) => client.acceptProperties,
  },
  RESTRICT: {
    file: 'package.accept_restrict',
    lines: (client: ClientSettings) => client.packageAcceptRestrict,
    variable: 'ACCEPT_RESTRICT',
    words: (client: ClientSettings) => client.acceptRestrict,
  },
} as const;

/** The last line about the package that only one side has: of several the strongest. */
function ownLine(
  name: string,
  a: ClientSettings,
  b: ClientSettings,
  linesOf: (client: ClientSettings) => Lines,
  subject: SettingCandidate,
  isAbout: (values: readonly string[]) => boolean,
): Setting | null {
  const about = (client: ClientSettings) =>
    valuesFor(wholeLines(client, linesOf), subject).filter(({ value }) => isAbout(value));
  const [mine, yours] = [about(a), about(b)];
  const text = ({ atom, value }: Line) => [atom.text, ...value].join(' ');
  const differs = (line: Line, others: Lines) => !others.some(other => text(other) === text(line));
  const found =
    mine.findLast(line => differs(line, yours)) ?? yours.findLast(line => differs(line, mine)) ?? null;
  if (found === null) return null;
  const side = mine.includes(found) ? 'a' : 'b';
  return { side, name, text: text(found), file: found.file, line: found.line };
}

type Line = Lines[number];
const tables = new WeakMap<ClientSettings, Map<object, readonly PackageSetting<Line>[]>>();

/** Lines whose value is the whole line; the same list each time, since lists are indexed once. */
function wholeLines(
  client: ClientSettings,
  linesOf: (client: ClientSettings) => Lines,
): readonly PackageSetting<Line>[] {
  const table = getOrMake(tables, client, () => new Map<object, readonly PackageSetting<Line>[]>());
  return getOrMake(table, linesOf, () => linesOf(client).map(line => ({ ...line, value: line })));
}

function ownWord(
  name: string,
  a: ClientSettings,
  b: ClientSettings,
  wordsIn: (client: ClientSettings) => readonly string[],
  names: (word: string) => boolean,
): Setting | null {
  // The last word about a flag is the one that counts.
  const [mine, yours] = [wordsIn(a).findLast(names), wordsIn(b).findLast(names)];
  if (mine === yours) return null;
  const text = mine ?? yours ?? '';
  const side = mine !== undefined && yours !== undefined ? null : mine === undefined ? 'b' : 'a';
  return { side, name, text: side === null ? `${mine}, ${yours}` : text, file: null, line: null };
}

/** USE and the USE_EXPAND variables that a make.conf sets, as flags. */
function variableWords(client: ClientSettings, own: ReadonlyMap<string, string>): readonly string[] {
  const expanded = wordsOf(client.variables.get('USE_EXPAND')).flatMap(variable => {
    const value = own.get(variable);
    if (value === undefined) return [];
    const prefix = `${variable.toLowerCase()}_`;
    // A variable that is set takes back what the profile says of its other values.
    return [`-${prefix}*`, ...wordsOf(value).map(word => prefix + word)];
  });
  return [...wordsOf(own.get('USE')), ...expanded];
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter(word => !other.includes(word));
}
