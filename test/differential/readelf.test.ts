// ELF facts of this machine's own files against `readelf -dVnhlW --dyn-syms` of binutils.

import { execFileSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ElfFile, readElf } from '../../src/formats/elf/elf.js';
import { isElf } from '../../src/formats/elf/elf-header.js';
import { lacks } from '../support/lacks.js';

const FEWEST = 300;
const MOST = 420;
/** Files given to one run of readelf. */
const BATCH = 30;
const LARGEST = 2 << 20;
const FOLDERS = ['/usr/lib', '/usr/bin', '/usr/sbin', '/lib', '/usr/libexec'];

const FILES = hasReadelf() ? pick(findElfFiles()) : [];
const why = `readelf is not here, or ${FILES.length} ELF files are fewer than ${FEWEST}`;
const isAlone = lacks('readelf', FILES.length >= FEWEST, why);

describe.skipIf(isAlone)('readElf', () => {
  const batches = Array.from({ length: Math.ceil(FILES.length / BATCH) }, (_, i) =>
    FILES.slice(i * BATCH, (i + 1) * BATCH),
  );

  it.each(batches.map((files, i): [number, readonly string[]] => [i, files]))(
    'agrees with readelf: batch %i',
    (_, files) => {
      const told = runReadelf(files);
      expect(told.length).toBe(files.length);
      for (const [i, path] of files.entries()) {
        const file = readElf(new Uint8Array(readFileSync(path)), { symbols: true });
        expect(describeFile(file), path).toEqual(readOutput(told[i] as string));
      }
    },
  );
});

function hasReadelf(): boolean {
  try {
    execFileSync('readelf', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function findElfFiles(): string[] {
  const found: string[] = [];
  const walk = (folder: string, depth: number) => {
    for (const entry of namesIn(folder)) {
      const path = join(folder, entry);
      const status = lstatSync(path, { throwIfNoEntry: false });
      if (status?.isDirectory() === true && depth > 0) walk(path, depth - 1);
      // Files to be linked have no segments, only sections.
      else if (
        status?.isFile() === true &&
        status.size <= LARGEST &&
        !/\.k?o$/.test(path) &&
        startsAsElf(path)
      )
        found.push(path);
    }
  };
  for (const folder of FOLDERS) walk(folder, 3);
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function startsAsElf(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    const start = new Uint8Array(4);
    readSync(file, start, 0, 4, 0);
    closeSync(file);
    return isElf(start);
  } catch {
    return false;
  }
}

/** Spread over all of them. */
function pick(paths: readonly string[]): readonly string[] {
  const step = Math.max(1, paths.length / MOST);
  return Array.from(
    { length: Math.min(MOST, paths.length) },
    (_, i) => paths[Math.floor(i * step)] as string,
  );
}

/** One text for each file. */
function runReadelf(files: readonly string[]): string[] {
  const text = execFileSync('readelf', ['-dVnhlW', '--dyn-syms', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { LC_ALL: 'C', PATH: process.env['PATH'] },
  });
  return text.split(/^File: .*$/m).slice(1);
}

const TYPES: Readonly<Record<string, string>> = {
  DYN: 'shared',
  EXEC: 'executable',
  REL: 'relocatable',
  CORE: 'core',
};

function readOutput(text: string) {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(match => match[1] as string);
  const one = (pattern: RegExp) => pattern.exec(text)?.[1] ?? null;
  const kernel = /OS: (\w+), ABI: ([\d.]+)/.exec(text);
  return {
    bits: Number(one(/Class:\s+ELF(\d+)/)),
    type: TYPES[one(/^\s*Type:\s+(\w+)/m) ?? ''],
    needed: all(/\(NEEDED\)\s+Shared library: \[(.*?)\]/g),
    soname: one(/\(SONAME\)\s+Library soname: \[(.*?)\]/),
    runpath: one(/\(RUNPATH\)\s+Library runpath: \[(.*?)\]/),
    rpath: one(/\(RPATH\)\s+Library rpath: \[(.*?)\]/),
    interpreter: one(/Requesting program interpreter: (.*?)\]/),
    isPie: /\(FLAGS_1\)/.test(text) ? /\(FLAGS_1\).*\bPIE\b/.test(text) : null,
    buildId: one(/Build ID: ([0-9a-f]+)/),
    kernel: kernel === null ? null : `${kernel[1]} ${kernel[2]}`,
    ...readVersions(text),
    isaNeeded: (one(/x86 ISA needed: ([^\n]+)/) ?? '')
      .split(',')
      .map(level => level.trim())
      .filter(level => /^x86-64-(baseline|v[234])$/.test(level))
      .map(level => (level === 'x86-64-baseline' ? 1 : Number(level.slice(-1)))),
    hasIbt: /x86 feature:.*IBT/.test(text),
    hasShadowStack: /x86 feature:.*SHSTK/.test(text),
    symbols: readSymbolLines(text),
  };
}

function readVersions(text: string) {
  const versionNeeds: string[] = [];
  const versionDefinitions: string[] = [];
  let section = '';
  let library = '';
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) section = /^Version (needs|definition)/.exec(line)?.[1] ?? '';
    const file = /File: (\S+)/.exec(line);
    const need = /Name: (\S+)\s+Flags: (\S+)/.exec(line);
    const definition = /Flags: (\S+).*Name: (\S+)/.exec(line);
    if (section === 'needs' && file !== null) library = file[1] as string;
    else if (section === 'needs' && need !== null)
      versionNeeds.push(`${library} ${need[1]} ${need[2]?.includes('WEAK')}`);
    else if (section === 'definition' && definition !== null && definition[1] !== 'BASE')
      versionDefinitions.push(definition[2] as string);
  }
  return { versionNeeds, versionDefinitions };
}

const SYMBOL =
  /^\s+\d+: [0-9a-f]+\s+\S+\s+\w+\s+(GLOBAL|WEAK|UNIQUE|LOCAL)\s+\w+(?:\s+\[[^\]]*\])?\s+(\S+)\s+(\S+)(?: \(\d+\))?$/gm;

function readSymbolLines(text: string): readonly string[] {
  return [...text.matchAll(SYMBOL)]
    .filter(match => match[1] !== 'LOCAL')
    .map(([, binding, section, name = '']) => {
      const [plain, version = null] = name.split('@').filter(part => part !== '');
      return `${plain} ${section !== 'UND'} ${binding === 'WEAK'} ${version}`;
    });
}

function describeFile(file: ElfFile) {
  const { bits, type, needed, soname, runpath, rpath, interpreter, isPie, buildId } = file;
  const { versionDefinitions, isaNeeded, hasIbt, hasShadowStack } = file;
  return {
    bits,
    type,
    needed,
    soname,
    runpath,
    rpath,
    interpreter,
    isPie,
    buildId,
    kernel: file.oldestKernel,
    versionNeeds: file.versionNeeds.map(({ library, version, isWeak }) => `${library} ${version} ${isWeak}`),
    versionDefinitions,
    isaNeeded,
    hasIbt,
    hasShadowStack,
    symbols: (file.symbols ?? []).map(
      // readelf leaves the version away from the symbol that stands for it.
      ({ name, isDefined, isWeak, version }) =>
        `${name} ${isDefined} ${isWeak} ${version === name ? null : version}`,
    ),
  };
}
