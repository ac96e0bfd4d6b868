// Paths in a root directory as they lead for whoever has it for root: no symbolic link, absolute or with `..`, leads out of it.

import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** As the kernel has it. */
const MOST_LINKS = 40;

export class RootPaths {
  readonly #root: string;
  readonly #known = new Map<string, string | null>([['', '']]);

  constructor(root: string) {
    this.#root = root;
  }

  /** The path on this machine; its last part is not followed. Null where a directory on the way is missing or none. */
  find(path: string): string | null {
    const at = path.lastIndexOf('/');
    const directory = this.#directory(path.slice(0, at), 0);
    const name = path.slice(at + 1);
    if (directory === null || name === '' || name === '.' || name === '..') return null;
    return join(this.#root, directory, name);
  }

  /** Without links, by the root: empty, or `/usr/lib`. */
  #directory(path: string, links: number): string | null {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const found = this.#look(path, links);
    // Of a circle each part would be another answer.
    if (links === 0) this.#known.set(path, found);
    return found;
  }

  #look(path: string, links: number): string | null {
    const at = path.lastIndexOf('/');
    const name = path.slice(at + 1);
    const above = this.#directory(path.slice(0, Math.max(0, at)), links);
    if (above === null) return null;
    if (name === '' || name === '.') return above;
    if (name === '..') return above.slice(0, Math.max(0, above.lastIndexOf('/')));
    const here = `${above}/${name}`;
    const status = lstatSync(join(this.#root, here), { throwIfNoEntry: false });
    if (status === undefined) return null;
    if (status.isDirectory()) return here;
    if (!status.isSymbolicLink() || links >= MOST_LINKS) return null;
    const target = readlinkSync(join(this.#root, here));
    return this.#directory(target.startsWith('/') ? target : `${above}/${target}`, links + 1);
  }
}
