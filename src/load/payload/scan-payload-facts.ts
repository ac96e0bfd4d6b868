// Gathers the facts of an image while it passes: its members, what its ELF files and scripts want, and what it is bound to.

import { createHash } from 'node:crypto';
import { MAX_RANGE, type RangeReader } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { ImageMember, ImageVisitor } from '../../formats/container/image.js';
import { readShebang } from '../../formats/container/shebang.js';
import type { ElfFile } from '../../formats/elf/elf.js';
import { isElf } from '../../formats/elf/elf-header.js';
import { ElfRoom, readElfForward } from '../../formats/elf/elf-stream.js';
import { machineName } from '../../formats/elf/machine-names.js';
import { bindingsOf } from '../../model/contents/versioned-path.js';
import {
  type ElfObject,
  type FileAttribute,
  type Script,
  type VersionedPath,
  writeMember,
} from '../../model/payload.js';

interface GatheredFacts {
  readonly members: string;
  readonly elf: readonly ElfObject[];
  readonly scripts: readonly Script[];
  readonly versionedPaths: readonly VersionedPath[];
  readonly attributes?: readonly FileAttribute[];
}

export interface Gathered {
  readonly facts: GatheredFacts;
  /** Nothing was left out because there is too much of it. */
  readonly isWhole: boolean;
  /** Of ELF files; offsets are those of the members in the archive. */
  readonly problems: readonly Problem[];
}

/** First bytes of a file that are always looked at. */
const HEAD = 512;
const MOST_BINDINGS = 1_000;
const MOST_PROBLEMS = 100;
const MOST_ATTRIBUTES = 1_000;
/** Characters of what is known of ELF files and scripts: a hundred times what any package has. */
const MOST_CHARACTERS = 32 << 20;
/** For each, and for each name of a library or version. */
const [EACH, EACH_NAME] = [256, 32];
const EXECUTABLE = 0o111;

/** Of scans that are done, for those to come. */
const rooms: ElfRoom[] = [];
const MOST_ROOMS = 2;
const MOST_ROOM = 8 << 20;

export class FactGatherer {
  readonly #withDigests: boolean;
  readonly #members: string[] = [];
  readonly #elf = new Map<string, ElfObject>();
  readonly #scripts = new Map<string, Script>();
  readonly #bindings = new Map<string, { -readonly [Key in keyof VersionedPath]: VersionedPath[Key] }>();
  readonly #attributes: FileAttribute[] = [];
  readonly #problems: Problem[] = [];
  #characters = 0;
  #isWhole = true;
  readonly #room = rooms.pop() ?? new ElfRoom();

  constructor(withDigests: boolean) {
    this.#withDigests = withDigests;
  }

  readonly visit: ImageVisitor = member => {
    this.#bind(member);
    for (const name of member.attributes ?? [])
      if (this.#attributes.length < MOST_ATTRIBUTES) this.#attributes.push({ path: member.path, name });
    if (member.kind === 'hardlink') this.#repeat(member);
    if (member.kind === 'file' && member.size > 0) return this.#readFile(member);
    const sha256 = this.#withDigests && member.kind === 'file' ? createHash('sha256').digest('hex') : '';
    this.#members.push(writeMember(member, sha256));
    return null;
  };

  /** What has been gathered, at the end. */
  finish(): Gathered {
    if (rooms.length < MOST_ROOMS && this.#room.size <= MOST_ROOM) rooms.push(this.#room);
    const facts = {
      members: this.#members.join(''),
      elf: [...this.#elf.values()],
      scripts: [...this.#scripts.values()],
      versionedPaths: [...this.#bindings.values()],
      ...(this.#attributes.length === 0 ? {} : { attributes: this.#attributes }),
    };
    return { facts, isWhole: this.#isWhole, problems: this.#problems };
  }

  *#readFile(member: ImageMember): RangeReader<void> {
    const { size } = member;
    let sha256 = '';
    if (this.#withDigests) sha256 = yield* digested(this.#readContents(member), size);
    else yield* this.#readContents(member);
    this.#members.push(writeMember(member, sha256));
  }

  *#readContents(member: ImageMember): RangeReader<void> {
    const { path, mode, size } = member;
    const head = yield { offset: 0, length: Math.min(HEAD, size), isLent: true };
    if (isElf(head)) {
      try {
        const elf = describeElf(
          member,
          yield* readElfForward(head, size, { room: this.#room, timeBits: true }),
        );
        if (this.#hasRoom(member, lengthOf(elf))) this.#elf.set(path, elf);
      } catch (error) {
        if (!(error instanceof FormatError) || error.format !== 'elf') throw error;
        this.#complain(member, error.problem);
      }
    } else if ((mode & EXECUTABLE) !== 0) {
      const shebang = readShebang(head);
      if (shebang === null) return;
      const script = { path, ...shebang };
      if (this.#hasRoom(member, lengthOfScript(script))) this.#scripts.set(path, script);
    }
  }

  /** A hardlink is the same file at another path. */
  #repeat(member: ImageMember): void {
    const { path, link } = member;
    const elf = this.#elf.get(link);
    const script = this.#scripts.get(link);
    if (elf !== undefined && this.#hasRoom(member, lengthOf(elf))) this.#elf.set(path, { ...elf, path });
    if (script !== undefined && this.#hasRoom(member, lengthOfScript(script)))
      this.#scripts.set(path, { ...script, path });
  }

  /** Whether as much more can be kept; once it cannot, nothing more is. */
  #hasRoom({ path, offset }: ImageMember, characters: number): boolean {
    this.#characters += characters;
    if (this.#characters <= MOST_CHARACTERS) return true;
    if (this.#isWhole)
      this.#problems.push({
        code: 'facts-too-many',
        message: `there is more to know of ELF files and scripts than ${MOST_CHARACTERS} characters; from ${path} on they are passed over`,
        offset,
        effect: 'unchecked',
        field: path,
      });
    this.#isWhole = false;
    return false;
  }

  #bind({ path, kind }: ImageMember): void {
    if (kind === 'directory') return;
    for (const binding of bindingsOf(path)) {
      const key = `${binding.what}\0${binding.version}\0${binding.place}`;
      if (!this.#bindings.has(key) && this.#bindings.size >= MOST_BINDINGS) return;
      getOrMake(this.#bindings, key, () => ({ ...binding, files: 0, example: path })).files++;
    }
  }

  /** What runs or is loaded is meant to be sound; other files may be anything, test data for instance. */
  #complain({ path, mode, offset }: ImageMember, problem: Problem): void {
    if (this.#problems.length >= MOST_PROBLEMS) return;
    const isUsed = (mode & EXECUTABLE) !== 0 || /\.so(\.[0-9.]*)?$/.test(path);
    const place = problem.offset === null ? '' : `, at byte ${problem.offset} of this file`;
    const effect = problem.effect === 'harmful' && !isUsed ? 'unusual' : problem.effect;
    this.#problems.push({
      ...problem,
      ...(effect === undefined ? {} : { effect }),
      message: `${path} is no sound ELF file: ${problem.message}${place}`,
      offset,
      field: path,
    });
  }
}

/** Passes the ranges on, and reads what is between and after them, for the digest of all `size` bytes. */
function* digested(reader: RangeReader<void>, size: number): RangeReader<string> {
  const hash = createHash('sha256');
  let position = 0;
  function* advance(to: number): RangeReader<void> {
    while (position < to) {
      const bytes = yield { offset: position, length: Math.min(MAX_RANGE, to - position) };
      hash.update(bytes);
      position += bytes.length;
    }
  }
  let step = reader.next();
  while (!step.done) {
    yield* advance(step.value.offset);
    const bytes = yield step.value;
    hash.update(bytes);
    position += bytes.length;
    step = reader.next(bytes);
  }
  yield* advance(size);
  return hash.digest('hex');
}

function lengthOf(elf: ElfObject): number {
  const names = [
    elf.interpreter,
    elf.soname,
    elf.rpath,
    elf.runpath,
    ...elf.needed,
    ...elf.versionDefinitions,
  ];
  let characters = EACH + elf.path.length;
  for (const name of names) characters += EACH_NAME + (name?.length ?? 0);
  for (const { library, version } of elf.versionNeeds)
    characters += EACH_NAME + library.length + version.length;
  return characters;
}

function lengthOfScript({ path, interpreter, argument }: Script): number {
  return EACH + path.length + interpreter.length + argument.length;
}

/** System V, GNU/Linux, and what ARM, standalone and accelerator files have: those are judged by their machine. */
const LINUX_ABIS: ReadonlySet<number> = new Set([0, 3, 41, 51, 64, 65, 66, 97, 255]);

function describeElf({ path }: ImageMember, file: ElfFile): ElfObject {
  const { symbols, isPie, osAbi, flags, isaUsed, machine, timeBits, ...elf } = file;
  // `file` calls a program what the linker calls one, whatever its mode (5.34 and newer; 7z.so is executable).
  const isLibrary = elf.type === 'shared' && isPie !== true;
  const isOtherSystem = !LINUX_ABIS.has(osAbi);
  const time = timeBits == null ? {} : { timeBits };
  return { path, ...elf, machine: machineName(machine), isLibrary, isOtherSystem, ...time };
}
