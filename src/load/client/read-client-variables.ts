// make.defaults of profiles and the user's make.conf, evaluated as Portage does: variables put in as they are met, `source` followed,
// nothing run.

import { dirname, isAbsolute, join } from 'node:path';
import { parseMakeConf } from '../../formats/repository/make-conf.js';
import { expandValue } from '../../formats/repository/make-conf-value.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingFile, SettingReader } from './read-profile-files.js';

export type Variables = ReadonlyMap<string, string>;

/** What Portage's own make.globals says, as far as it bears on which packages are taken and with which flags. */
export const GLOBAL_VARIABLES: Variables = new Map([
  ['ACCEPT_PROPERTIES', '*'],
  ['ACCEPT_RESTRICT', '*'],
  ['BINPKG_FORMAT', 'gpkg'],
  ['CONFIG_PROTECT', '/etc'],
  ['CONFIG_PROTECT_MASK', '/etc/env.d'],
  ['PORTAGE_ELOG_CLASSES', 'log warn error'],
  ['USE_ORDER', 'env:pkg:conf:defaults:pkginternal:features:repo:env.d'],
]);

/** Those whose values add up from profile to profile and to the user's. */
export const INCREMENTALS: readonly string[] = [
  'ACCEPT_KEYWORDS',
  'CONFIG_PROTECT',
  'CONFIG_PROTECT_MASK',
  'ENV_UNSET',
  'FEATURES',
  'IUSE_IMPLICIT',
  'PROFILE_ONLY_VARIABLES',
  'USE',
  'USE_EXPAND',
  'USE_EXPAND_HIDDEN',
  'USE_EXPAND_IMPLICIT',
  'USE_EXPAND_UNPREFIXED',
];

/** `source` may lead in a circle, and a value may name itself twice over and over. */
const MAX_SOURCED = 16;
const MAX_LENGTH = 1 << 20;

export class VariableReader {
  readonly #reader: SettingReader;
  /** All values so far, whoever set them: what `$NAME` means. */
  readonly known: Map<string, string>;

  constructor(reader: SettingReader, mainRepository: string) {
    this.#reader = reader;
    const roots = ['BROOT', 'EPREFIX'].map((name): [string, string] => [name, '']);
    const slashes = ['EROOT', 'ESYSROOT', 'PORTAGE_CONFIGROOT', 'ROOT', 'SYSROOT'];
    this.known = new Map([
      ...roots,
      ...slashes.map((name): [string, string] => [name, '/']),
      ...GLOBAL_VARIABLES,
      ['PORTDIR', mainRepository],
    ]);
  }

  /** By profile. */
  readDefaults(nodes: readonly ProfileNode[]): readonly Variables[] {
    return nodes.map(({ path, directories }) => {
      // USE="${USE} ..." would let a parent's USE overrule the package.use of a parent of it.
      this.known.delete('USE');
      return this.#read(join(path, 'make.defaults'), { directories, sourcing: false });
    });
  }

  readUser(path: string): Variables {
    const variables = this.#read(path, { directories: true, sourcing: true });
    // Names with two underscores stay in the file.
    return new Map([...variables].filter(([name]) => !name.startsWith('__')));
  }

  /** A file of package.env; its values mean nothing outside of it. Null where there is none. */
  readEnvironment(path: string): Variables | null {
    const [file] = this.#reader.files(path, { directories: false });
    if (file === undefined) return null;
    const own = new Map<string, string>();
    this.#evaluate(file, new Map(this.known), own, MAX_SOURCED);
    return own;
  }

  #read(
    path: string,
    { directories, sourcing }: { readonly directories: boolean; readonly sourcing: boolean },
  ): Variables {
    const own = new Map<string, string>();
    for (const file of this.#reader.files(path, { directories }))
      this.#evaluate(file, this.known, own, sourcing ? MAX_SOURCED : 0);
    return own;
  }

  /** `depth`: how deep `source` may lead from here. */
  #evaluate(file: SettingFile, known: Map<string, string>, own: Map<string, string>, depth: number): void {
    const { statements, problems } = parseMakeConf(file.text, { sourcing: depth > 0 });
    for (const statement of statements) {
      if (statement.kind === 'source') {
        this.#source(file, statement, known, own, depth);
        continue;
      }
      const value = expandValue(statement.value, known);
      if (value.length > MAX_LENGTH) {
        this.#reader.note(file.path, statement.line, `the value of '${statement.name}' is too long`);
        continue;
      }
      known.set(statement.name, value);
      own.set(statement.name, value);
    }
    for (const { line, message } of problems) this.#reader.noteStop(file.path, line, message);
  }

  #source(
    file: SettingFile,
    { path, line }: { readonly path: string; readonly line: number },
    known: Map<string, string>,
    own: Map<string, string>,
    depth: number,
  ): void {
    const written = expandValue(path, known);
    const target = isAbsolute(written) ? written : join(dirname(file.path), written);
    const [sourced] = this.#reader.files(target, { directories: false });
    if (sourced === undefined)
      this.#reader.noteStop(file.path, line, `there is no file '${written}' to source`);
    else if (depth === 1) this.#reader.note(file.path, line, 'files source each other too deeply');
    else this.#evaluate(sourced, known, own, depth - 1);
  }
}

/** One after the other: incrementals are strung together, of others the last counts. */
export function stackVariables(lists: readonly Variables[]): Map<string, string> {
  const stacked = new Map<string, string>();
  for (const [name, value] of lists.flatMap(list => [...list])) {
    const before = INCREMENTALS.includes(name) ? stacked.get(name) : undefined;
    stacked.set(name, before === undefined ? value : `${before} ${value}`);
  }
  return stacked;
}
