// Paths in a root directory as they lead for whoever has it for root: no symbolic link, absolute or with `..`, leads out of it.

import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** As the kernel has it: followed in all on the way of one path. */
const MOST_LINKS = 40;
/** PATH_MAX of Linux. */
const LONGEST = 4096;

/** What stands at a path without links on its way: a directory, a link to somewhere, or neither. */
type Step = { readonly target: string } | 'directory' | null;

export class RootPaths {
  readonly #root: string;
  readonly #directories = new Map<string, string | null>();
  readonly #steps = new Map<string, Step>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The path on this machine; its last part is not followed. Null where a directory on the way is missing or none. Throws the
   * system's error where one may not be looked into.
   */
  find(path: string): string | null {
    const at = path.lastIndexOf('/');
    const name = path.slice(at + 1);
    if (path.length > LONGEST || name === '' || name === '.' || name === '..') return null;
    const directory = this.#find(path.slice(0, at));
    return directory === null ? null : join(this.#root, directory, name);
  }

  /** Without links, by the root: empty, or `/usr/lib`. */
  #find(path: string): string | null {
    let found = this.#directories.get(path);
    if (found === undefined) {
      found = this.#walk(path);
      this.#directories.set(path, found);
    }
    return found;
  }

  #walk(path: string): string | null {
    const ahead = path.split('/').reverse();
    let here = '';
    let links = 0;
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
      if (name === '' || name === '.') continue;
      if (name === '..') {
        here = here.slice(0, Math.max(0, here.lastIndexOf('/')));
        continue;
      }
      const step = this.#step(`${here}/${name}`);
      if (step === null) return null;
      if (step === 'directory') here = `${here}/${name}`;
      else if (++links > MOST_LINKS) return null;
      else {
        if (step.target.startsWith('/')) here = '';
        ahead.push(...step.target.split('/').reverse());
      }
    }
    return here;
  }

  #step(path: string): Step {
    let step = this.#steps.get(path);
    if (step === undefined) {
      step = this.#look(join(this.#root, path));
      this.#steps.set(path, step);
    }
    return step;
  }

  #look(path: string): Step {
    try {
      const status = lstatSync(path, { throwIfNoEntry: false });
      if (status?.isDirectory() === true) return 'directory';
      return status?.isSymbolicLink() === true ? { target: readlinkSync(path) } : null;
    } catch (error) {
      // No such name can be.
      if ((error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') return null;
      throw error;
    }
  }
}
