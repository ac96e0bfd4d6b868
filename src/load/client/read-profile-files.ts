// Files of profiles and of /etc/portage: single or, where that is allowed, directories of them; what Portage passes over with a
// warning becomes a problem.

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ProfileLine, parseProfileLines } from '../../formats/repository/profile-lines.js';
import type { SettingProblem } from '../../model/client/client-settings.js';
import type { Atom, AtomOptions } from '../../pms/atom.js';
import { parseAtom } from '../../pms/parse-atom.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { readTreeText, UnreadableFile } from '../file/read-repository-text.js';

/** A line with the file it is from, as the user knows it. */
export interface SettingLine extends ProfileLine {
  readonly file: string;
}

export interface SettingFile {
  /** Where it is. */
  readonly path: string;
  /** What it is called. */
  readonly name: string;
  readonly text: string;
}

/** More files or folders in folders have no directory of settings; links may lead in a circle. */
const MAX_FILES = 20_000;
const MAX_DEPTH = 16;
const VERSION_CONTROL = new Set(['CVS', 'RCS', 'SCCS', '.bzr', '.git', '.hg', '.svn']);

export class SettingReader {
  readonly problems: SettingProblem[] = [];
  readonly #places: { readonly path: string; readonly name: string }[] = [];

  /** Files below `path` are called by `name`, the way in which the user gave it. */
  callPlace(path: string, name: string): void {
    this.#places.push({ path, name });
    this.#places.sort((a, b) => b.path.length - a.path.length);
  }

  nameOf(path: string): string {
    const place = this.#places.find(one => path === one.path || path.startsWith(`${one.path}/`));
    return place === undefined ? path : place.name + path.slice(place.path.length);
  }

  note(path: string, line: number, message: string): void {
    this.problems.push({ file: this.nameOf(path), line, message });
  }

  /** As `note`, where Portage goes no further. */
  noteStop(path: string, line: number, message: string): void {
    this.problems.push({
      file: this.nameOf(path),
      line,
      message: `${message}; emerge stops here with an error`,
      stops: true,
    });
  }

  /** The file at `path`, or with `directories` all files below it in the order of their names. None where there is none. */
  files(path: string, { directories }: { readonly directories: boolean }): readonly SettingFile[] {
    if (!directories && kindOf(path) === 'directory') {
      this.note(path, 0, 'is a directory, which the EAPI and the format of this profile do not allow');
      return [];
    }
    const paths = directories ? this.#below(path) : [path];
    return paths.flatMap(one => {
      const text = this.#text(one);
      return text === null ? [] : [{ path: one, name: this.nameOf(one), text }];
    });
  }

  lines(path: string, options: { readonly directories: boolean }): readonly SettingLine[] {
    return this.files(path, options).flatMap(({ name, text }) =>
      parseProfileLines(text).map(line => ({ ...line, file: name })),
    );
  }

  /** The atom a line begins with; null, with a problem, where it is none. */
  atom(text: string, { file, line }: SettingLine, options: AtomOptions): Atom | null {
    try {
      const atom = parseAtom(text, options);
      if (atom.blocker === null) return atom;
      this.problems.push({ file, line, message: `'${text}' is a blocker; a setting names packages` });
    } catch (error) {
      if (!(error instanceof PmsSyntaxError)) throw error;
      this.problems.push({
        file,
        line,
        message: `'${text}' is no atom that may stand here: ${error.message}`,
      });
    }
    return null;
  }

  #text(path: string): string | null {
    try {
      return readTreeText(path);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.note(path, 0, error.message.slice(error.message.indexOf(': ') + 2));
      return null;
    }
  }

  #below(path: string): readonly string[] {
    const found: string[] = [];
    const visit = (at: string, depth: number) => {
      const kind = kindOf(at);
      const name = basename(at);
      if (kind === null || name.startsWith('.') || name.endsWith('~')) return;
      if (kind === 'file') found.push(at);
      else if (!VERSION_CONTROL.has(name)) {
        if (depth === MAX_DEPTH || found.length > MAX_FILES) {
          this.note(at, 0, 'holds too many files, or folders in folders; what is in it is not read');
          return;
        }
        for (const child of readdirSync(at).sort()) visit(join(at, child), depth + 1);
      }
    };
    visit(path, 0);
    return found;
  }
}

function kindOf(path: string): 'file' | 'directory' | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() ? 'directory' : stat?.isFile() ? 'file' : null;
}
