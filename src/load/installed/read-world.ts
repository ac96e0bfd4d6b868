// /var/lib/portage/world and world_sets of a root, the sets of /etc/portage/sets that they name with them (portage(5)). Links lead where
// they lead for whoever has the root for `/`.

import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SourceProblem } from '../../model/problem.js';
import type { World } from '../../model/source.js';
import { parseAtom } from '../../pms/parse-atom.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { readTreeText, UnreadableFile } from '../file/read-repository-text.js';
import { RootPaths } from '../file/root-paths.js';

const WORLD = '/var/lib/portage/world';
const WORLD_SETS = '/var/lib/portage/world_sets';
const SETS = '/etc/portage/sets';
/** As the kernel has it. */
const MOST_LINKS = 40;

export interface ReadWorld {
  /** Absent where the root has neither file. */
  readonly world?: World;
  readonly problems: readonly SourceProblem[];
}

export function readWorld(root: string): ReadWorld {
  const texts = new RootTexts(root);
  return new WorldReader(path => texts.read(path)).read();
}

/** The same of a root of which these texts are known, by path. */
export function readWorldTexts(texts: ReadonlyMap<string, string>): ReadWorld {
  return new WorldReader(path => texts.get(path) ?? null).read();
}

class WorldReader {
  /** Null where there is no such file; throws `UnreadableFile`. */
  readonly #readText: (path: string) => string | null;
  readonly #atoms = new Set<string>();
  readonly #sets = new Set<string>();
  readonly #unknown: string[] = [];
  readonly #problems: SourceProblem[] = [];

  constructor(readText: (path: string) => string | null) {
    this.#readText = readText;
  }

  read(): ReadWorld {
    const world = this.#readList(WORLD, false);
    const sets = this.#readList(WORLD_SETS, true);
    const problems = this.#problems;
    if (!world && !sets) return { problems };
    // A set may name others.
    for (const name of this.#sets) {
      if (name === '@system' || name === '@world' || name === '@selected') continue;
      if (!/^@[A-Za-z0-9_][\w.+-]*$/.test(name) || !this.#readList(`${SETS}/${name.slice(1)}`, true)) {
        this.#unknown.push(name);
        this.#note(
          'set-unknown',
          WORLD_SETS,
          undefined,
          `The selected set ${name} is not in ${SETS}: what it selects is not known.`,
        );
      }
    }
    return { world: { atoms: [...this.#atoms], unknownSets: this.#unknown }, problems };
  }

  /** Whether there is such a file. */
  #readList(path: string, mayNameSets: boolean): boolean {
    let text: string | null;
    try {
      text = this.#readText(path);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const why = error.message.slice(error.message.indexOf(': ') + 2);
      this.#note('file-unreadable', path, undefined, `This ${why}; what it selects is not known.`);
      return true;
    }
    if (text === null) return false;
    for (const [at, line] of text.split('\n').entries()) {
      const [word = ''] = line.trim().split(/\s+/);
      if (word === '' || word.startsWith('#')) continue;
      if (mayNameSets && word.startsWith('@')) this.#sets.add(word);
      else if (isSelecting(word)) this.#atoms.add(word);
      else
        this.#note(
          'atom-invalid',
          path,
          at + 1,
          `'${word}' is no atom that may stand here; Portage passes over it.`,
        );
    }
    return true;
  }

  #note(code: string, path: string, line: number | undefined, message: string): void {
    this.#problems.push({
      code,
      file: path.slice(1),
      message,
      offset: null,
      ...(line === undefined ? {} : { line, loses: 'nothing' as const }),
    });
  }
}

/** Texts of a root as they are for whoever has it for `/`. */
class RootTexts {
  readonly #paths: RootPaths;

  constructor(root: string) {
    this.#paths = new RootPaths(root);
  }

  read(path: string): string | null {
    let written = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      const place = this.#paths.find(written);
      const status = place === null ? undefined : lstatSync(place, { throwIfNoEntry: false });
      if (place === null || status === undefined) return null;
      if (status.isDirectory()) return this.#readFolder(place, written);
      if (!status.isSymbolicLink()) return readTreeText(place);
      const target = readlinkSync(place);
      written = target.startsWith('/') ? target : `${dirname(written)}/${target}`;
    }
    throw new UnreadableFile(`${path}: is a link that leads in a circle`);
  }

  /** A set may be a directory of lists. */
  #readFolder(place: string, written: string): string {
    const names = readdirSync(place).sort();
    return names
      .filter(name => !name.startsWith('.') && !name.endsWith('~'))
      .map(name => {
        const path = this.#paths.find(`${written}/${name}`);
        const isFile = path !== null && lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
        return isFile ? (readTreeText(path) ?? '') : '';
      })
      .join('\n');
  }
}

function isSelecting(text: string): boolean {
  try {
    return parseAtom(text).blocker === null;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return false;
    throw error;
  }
}
