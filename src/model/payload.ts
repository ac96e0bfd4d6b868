// What the files of a package are, read from its image once and kept flat: cheap to hand between threads and to store.

import type { Problem } from '../base/format-error.js';

export type MemberKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo' | 'other';

/** One file, directory or link by its place in the root that it is merged into. */
export interface PayloadMember {
  /** Absolute: `/usr/bin/wget`. */
  readonly path: string;
  readonly kind: MemberKind;
  /** Permission bits, setuid and setgid among them. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Target of a symlink as written; of a hardlink the path of the member it is the same as. */
  readonly link: string;
  /** SHA256 of a file, lower-case hexadecimal; empty where it was not asked for. */
  readonly sha256: string;
}

/** A version of another library's symbols that a file needs. */
export interface VersionNeed {
  /** As NEEDED has it. */
  readonly library: string;
  readonly version: string;
  /** The program starts without it. */
  readonly isWeak: boolean;
}

/** One ELF file, each of its hardlinks too. */
export interface ElfObject {
  readonly path: string;
  readonly bits: 32 | 64;
  readonly order: 'little' | 'big';
  /** As `EM_X86_64` without `EM_`. */
  readonly machine: string;
  readonly type: 'relocatable' | 'executable' | 'shared' | 'core' | 'other';
  /** A shared object that the linker does not call a program, as `file` tells them apart. */
  readonly isLibrary: boolean;
  /** Its OSABI is another system's, as FreeBSD's: Linux never loads it. */
  readonly isOtherSystem: boolean;
  /** As REQUIRES names the ABI; null where Portage has no name for it. */
  readonly category: string | null;
  readonly interpreter: string | null;
  readonly soname: string | null;
  /** In order. */
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  readonly versionNeeds: readonly VersionNeed[];
  readonly versionDefinitions: readonly string[];
  /** `Linux 3.2.0`. */
  readonly oldestKernel: string | null;
  readonly buildId: string | null;
  /** x86-64 levels that must be there: 1 is the baseline, 3 is x86-64-v3. */
  readonly isaNeeded: readonly number[];
  /** Of a 32-bit file: the width of the time_t that it was built for, as its calls tell; null or absent where they do not. */
  readonly timeBits?: 32 | 64 | null;
  readonly hasIbt: boolean;
  readonly hasShadowStack: boolean;
}

/** An executable file that another program runs: its line `#!/usr/bin/env python3.11`. */
export interface Script {
  readonly path: string;
  readonly interpreter: string;
  readonly argument: string;
}

/** Directory or file names that bind to a version of an interpreter or a toolkit. */
export interface VersionedPath {
  /** `perl`, `python`, `ruby`, ... */
  readonly what: string;
  readonly version: string;
  /** The directory with the version, or for tags in names of modules the tag: `cpython-311-x86_64-linux-gnu`. */
  readonly place: string;
  /** Files that lie there. */
  readonly files: number;
  /** The first of them. */
  readonly example: string;
}

/** An extended attribute of a file in the image: `security.capability`. */
export interface FileAttribute {
  readonly path: string;
  readonly name: string;
}

export interface Payload {
  /** The image was read to its end. */
  readonly isComplete: boolean;
  /** Bytes of all files. */
  readonly size: number;
  /** See `membersOf`. */
  readonly members: string;
  readonly elf: readonly ElfObject[];
  readonly scripts: readonly Script[];
  readonly versionedPaths: readonly VersionedPath[];
  /** In the order of the image, no more than a thousand; absent where there are none. */
  readonly attributes?: readonly FileAttribute[];
  /** What the files provide and require by ABI, in Portage's form: `x86_64: libc.so.6 libm.so.6`. */
  readonly provides: string;
  readonly requires: string;
  /** Offsets are those in the package file: of the archive that holds the image, where that is compressed. */
  readonly problems: readonly Problem[];
}

/** Where nothing could be read, for these reasons. */
export function unreadPayload(problems: readonly Problem[]): Payload {
  return {
    isComplete: false,
    size: 0,
    members: '',
    elf: [],
    scripts: [],
    versionedPaths: [],
    provides: '',
    requires: '',
    problems,
  };
}

const LETTERS: Readonly<Record<MemberKind, string>> = {
  file: 'f',
  directory: 'd',
  symlink: 'l',
  hardlink: 'h',
  device: 'c',
  fifo: 'p',
  other: 'o',
};
const KINDS: ReadonlyMap<string, MemberKind> = new Map(
  Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as MemberKind]),
);

/** One record of `Payload.members`: no path and no link has a NUL. */
export function writeMember(
  { kind, mode, uid, gid, size, path, link }: Omit<PayloadMember, 'sha256'>,
  sha256: string,
): string {
  return `${LETTERS[kind]} ${mode} ${uid} ${gid} ${size} ${sha256} ${path}\0${link}\0`;
}

/** In the order of the image. */
export function* membersOf({ members }: Pick<Payload, 'members'>): Generator<PayloadMember> {
  for (let from = 0; from < members.length; ) {
    const middle = members.indexOf('\0', from);
    const end = members.indexOf('\0', middle + 1);
    const start = members.indexOf('/', from);
    if (start === -1 || middle === -1 || end === -1) return;
    const [letter = '', mode, uid, gid, size, sha256 = ''] = members.slice(from, start).split(' ');
    yield {
      path: members.slice(start, middle),
      kind: KINDS.get(letter) ?? 'other',
      mode: Number(mode),
      uid: Number(uid),
      gid: Number(gid),
      size: Number(size),
      link: members.slice(middle + 1, end),
      sha256,
    };
    from = end + 1;
  }
}

const [SETUID, SETGID] = [0o4000, 0o2000];

/** Files that run as their owner or group, whoever starts them. */
export function isPrivileged({ kind, mode }: PayloadMember): boolean {
  return (kind === 'file' || kind === 'hardlink') && (mode & (SETUID | SETGID)) !== 0;
}
