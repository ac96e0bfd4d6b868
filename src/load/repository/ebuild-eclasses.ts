// The eclasses that the ebuilds of one repository see: the first directory that has one counts. Each is read and parsed once.

import { join } from 'node:path';
import { getOrMake } from '../../base/get-or-make.js';
import type { Eclass } from '../../ebuild/metadata/inherit.js';
import { parseScript } from '../../ebuild/syntax/read-script.js';
import type { Script } from '../../ebuild/syntax/syntax-tree.js';
import type { EclassDigest } from '../../formats/repository/md5-cache.js';
import { readTreeBytes } from '../file/read-repository-text.js';
import { md5Of } from './ebuild-digest.js';
import { refuseLeadingOut } from './within-repositories.js';

interface FoundEclass extends Eclass {
  readonly md5: string;
}

/** PMS 3.1.4 */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

export class Eclasses {
  readonly #folders: readonly string[];
  readonly #found = new Map<string, FoundEclass | null>();
  readonly #judged = new Map<string, boolean>();

  /** Directories that hold `*.eclass`, the one that counts first in front. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Null where there is none. Throws `BashSyntaxError` when the script of one is asked for that is no bash. */
  readonly find = (name: string): FoundEclass | null =>
    getOrMake(this.#found, name, () => (NAME.test(name) ? this.#read(name) : null));

  /** Names with the digests of what is there now, for the eclasses of an ebuild. */
  digests(names: readonly string[]): readonly EclassDigest[] {
    return names.map(name => ({ name, md5: this.find(name)?.md5 ?? '' }));
  }

  /** Whether each is what would be found now. Many ebuilds have the same: `key` is the text they were read from. */
  areCurrent(key: string, eclasses: readonly EclassDigest[]): boolean {
    return getOrMake(this.#judged, key, () =>
      eclasses.every(({ name, md5 }) => this.find(name)?.md5 === md5.toLowerCase()),
    );
  }

  #read(name: string): FoundEclass | null {
    for (const folder of this.#folders) {
      const path = join(folder, `${name}.eclass`);
      refuseLeadingOut(path, this.#folders);
      const bytes = readTreeBytes(path);
      if (bytes !== null) return makeEclass(bytes.toString('utf8'), md5Of(bytes));
    }
    return null;
  }
}

/** Parsed when it is first run: to judge a cache its digest is enough. */
function makeEclass(text: string, md5: string): FoundEclass {
  let script: Script | undefined;
  return {
    text,
    md5,
    get script() {
      script ??= parseScript(text);
      return script;
    },
  };
}
