// `[payload PATH]` in a scenario: what the image of the package file is, in a line for each member:
//
//   /usr/bin/foo elf needs=libc.so.6,libz.so.1 versions=libc.so.6:GLIBC_2.38,libc.so.6:GLIBC_ABI_DT_RELR kernel=3.2.0 isa=3
//   /usr/lib64/libfoo.so.1 elf soname=libfoo.so.1 defines=FOO_1.0,FOO_1.1 runpath=/usr/lib/foo category=x86_32
//   /usr/lib64/foo/plugin.so elf library
//   /usr/lib64/libfoo.so -> libfoo.so.1
//   /usr/bin/tool script /usr/bin/env python3.11
//   /usr/share/foo.txt file mode=644 size=3
//   /usr/share/doc/
// `time=64` of a line `elf` is the width of its time_t, `xattr=NAME,...` of any line its extended attributes.
//
// `incomplete` is a line of its own, `problem: CODE [EFFECT]` a fault in the image, `requires:` and `provides:` leave out what they name (REQUIRES_EXCLUDE).

import type { Problem } from '../../src/base/format-error.js';
import { bindingsOf } from '../../src/model/contents/versioned-path.js';
import { sonameDependencies } from '../../src/model/linking/soname-dependencies.js';
import type {
  ElfObject,
  FileAttribute,
  Payload,
  PayloadMember,
  Script,
  VersionedPath,
} from '../../src/model/payload.js';
import { writeMember } from '../../src/model/payload.js';
import { elfObject } from './elf-object.js';

const MACHINES: Readonly<Record<string, Partial<ElfObject>>> = {
  x86_64: { machine: 'X86_64', bits: 64 },
  x86_32: { machine: '386', bits: 32 },
  arm_64: { machine: 'AARCH64', bits: 64 },
  arm_32: { machine: 'ARM', bits: 32 },
};

export function readScenarioPayload(body: string): Payload {
  const lines = body.split('\n').filter(line => line.trim() !== '');
  const members: string[] = [];
  const elf: ElfObject[] = [];
  const scripts: Script[] = [];
  const bound = new Map<string, { -readonly [Key in keyof VersionedPath]: VersionedPath[Key] }>();
  const attributes: FileAttribute[] = [];
  const problems: Problem[] = [];
  let isComplete = true;
  let total = 0;
  for (const line of lines) {
    const problem = /^problem: (\S+)(?: (\S+))?$/.exec(line);
    if (line === 'incomplete') isComplete = false;
    else if (problem !== null) problems.push(readProblem(problem));
    if (!line.startsWith('/')) continue;
    const member = readMember(line);
    members.push(writeMember(member, ''));
    total += member.size;
    const names = / xattr=(\S+)/.exec(line)?.[1]?.split(',') ?? [];
    attributes.push(...names.map(name => ({ path: member.path, name })));
    const [, kind, rest = ''] = /^\S+ (\S+) ?(.*)$/.exec(line) ?? [];
    if (kind === 'elf') elf.push(readElfLine(member.path, rest));
    const [interpreter = '', ...words] = rest.split(' ');
    if (kind === 'script') scripts.push({ path: member.path, interpreter, argument: words.join(' ') });
    if (member.kind === 'directory') continue;
    for (const binding of bindingsOf(member.path)) {
      const key = Object.values(binding).join('\0');
      const known = bound.get(key);
      if (known === undefined) bound.set(key, { ...binding, files: 1, example: member.path });
      else known.files++;
    }
  }
  return {
    isComplete,
    size: total,
    members: members.join(''),
    elf,
    scripts,
    versionedPaths: [...bound.values()],
    ...(attributes.length === 0 ? {} : { attributes }),
    ...sonameDependencies(elf),
    problems,
  };
}

function readProblem([, code = '', effect = 'harmful']: RegExpExecArray): Problem {
  return { code, message: `The fault ${code}.`, offset: 0, effect: effect as NonNullable<Problem['effect']> };
}

function readMember(line: string): Omit<PayloadMember, 'sha256'> {
  const [path = '', kind = '', target = ''] = line.split(' ');
  const value = (name: string) => new RegExp(` ${name}=(\\S+)`).exec(line)?.[1];
  const same = { uid: 0, gid: 0, link: '' };
  if (path.endsWith('/'))
    return { ...same, path: path.replace(/\/+$/, '') || '/', kind: 'directory', mode: 0o755, size: 0 };
  if (kind === '->') return { ...same, path, kind: 'symlink', mode: 0o777, size: 0, link: target };
  if (kind === '=>') return { ...same, path, kind: 'hardlink', mode: 0o644, size: 0, link: target };
  const mode = Number.parseInt(value('mode') ?? (kind === 'file' ? '644' : '755'), 8);
  return { ...same, path, kind: 'file', mode, size: Number(value('size') ?? 1) };
}

function readElfLine(path: string, text: string): ElfObject {
  const values = new Map(text.split(' ').map(word => word.split('=', 2) as [string, string]));
  const list = (name: string) => values.get(name)?.split(',') ?? [];
  const category = values.get('category') ?? 'x86_64';
  const soname = values.get('soname') ?? null;
  const kernel = values.get('kernel');
  return elfObject(path, {
    ...MACHINES[category],
    category: category === 'none' ? null : category,
    isLibrary: soname !== null || values.has('library'),
    soname,
    isOtherSystem: values.has('osabi'),
    needed: list('needs'),
    runpath: values.get('runpath') ?? null,
    interpreter: values.get('interpreter') ?? null,
    versionNeeds: list('versions').map(word => {
      const [library = '', version = '', weak] = word.split(':');
      return { library, version, isWeak: weak === 'weak' };
    }),
    versionDefinitions: list('defines'),
    oldestKernel: kernel === undefined ? null : `Linux ${kernel}`,
    isaNeeded: list('isa').map(Number),
    ...(values.has('time') ? { timeBits: values.get('time') === '64' ? 64 : 32 } : {}),
  });
}
