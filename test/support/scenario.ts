// Scenarios: a whole universe in one text. A package without EAPI has EAPI 8. Section lines `[binhost]`, `[with]`, `[published]` and `[installed]` (with an optional name) are
// followed by a Packages index as the shipped reader reads it; a section may leave out the header. `[file PATH]` is a package file of
// the binhost with its metadata (and SIZE, MD5, SHA1, MTIME, and `problem: CODE [EFFECT]` lines).
// `signature: STATE NAME=VALUE...` below `[file]` is what a keyring says of it (without `[keyring]`, with lines `at: SECONDS` and `days: N`, only
// `unchecked` makes sense), `[detached PATH]` a signature beside a package, `[mirror URL]` a copy elsewhere, `[payload PATH]` the
// image of a package (`scenario-payload.ts`), `[preserved NAME]` a line `CATEGORY/PN:SLOT PATH` for each library that a baseline preserves. `[problem CODE]` is a fault met in reading the
// index, or with a line `file: PATH` below it a place that was passed over in listing its files. `[world]` has an atom a line,
// selected on every baseline. `[closed PATH]` with a line `mode: 0600` is a place of the binhost that others may not read. `[tree]` is read by `scenario-tree.ts`.

import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { buildUniverse, type SourceInput } from '../../src/model/build-universe.js';
import type { Mirror, MirrorConflict } from '../../src/model/mirror.js';
import type { Role } from '../../src/model/package.js';
import type { PackageFile } from '../../src/model/package-file.js';
import type { Payload } from '../../src/model/payload.js';
import type { Effect, Problem, SourceProblem } from '../../src/model/problem.js';
import { makeSignature, type SignatureState, type Trust } from '../../src/model/signature.js';
import type { Universe } from '../../src/model/universe.js';
import type { ClosedPlace } from '../../src/model/unread.js';
import { makeIndex } from '../../src/pkgdir/make-index.js';
import { effectiveIuse } from '../../src/pms/iuse.js';
import { readScenarioPayload } from './scenario-payload.js';

const ROLES: Readonly<Record<string, Role>> = {
  binhost: 'candidate',
  with: 'background',
  published: 'published',
  installed: 'installed',
};

const OTHERS = [
  'preserved',
  'file',
  'payload',
  'problem',
  'tree',
  'world',
  'profile',
  'policy',
  'detached',
  'closed',
  'keyring',
  'mirror',
];

interface Section {
  readonly kind: string;
  readonly name: string;
  readonly body: string;
}

export function readScenario(text: string): Universe {
  return buildUniverse(readScenarioSources(text));
}

/** The sources of a scenario, as they are before they become a universe. */
export function readScenarioSources(text: string): readonly SourceInput[] {
  const parts = text.split(/^\[(\w+)(?: +(\S+))?\]\n/m).slice(1);
  const sections: Section[] = [];
  for (let i = 0; i < parts.length; i += 3) {
    const kind = parts[i] as string;
    sections.push({ kind, name: parts[i + 1] ?? `${kind}${i / 3}`, body: parts[i + 2] as string });
  }
  const files = sections.filter(section => section.kind === 'file').map(readFile);
  const problems = sections
    .filter(section => section.kind === 'problem')
    .map(({ name, body }): SourceProblem => {
      const problem = { code: name, message: `The fault ${name}.` };
      const file = /^file: (.+)$/m.exec(body)?.[1];
      return file === undefined
        ? { ...problem, offset: 0, file: 'Packages' }
        : { ...problem, offset: null, file, skipped: true };
    });
  const detached = sections.filter(({ kind }) => kind === 'detached').map(({ name }) => name);
  const closed = sections.filter(({ kind }) => kind === 'closed').map(readClosed);
  const trusts = sections.filter(({ kind }) => kind === 'keyring').map(({ body }) => readTrust(body));
  const mirrors = sections.filter(({ kind }) => kind === 'mirror').map(readMirror);
  const payloads = new Map(
    sections
      .filter(({ kind }) => kind === 'payload')
      .map(({ name, body }) => [name, readScenarioPayload(body)] as const),
  );
  const worlds = sections.filter(({ kind }) => kind === 'world');
  const world = {
    atoms: worlds.flatMap(({ body }) => body.split('\n').filter(line => line !== '')),
    unknownSets: [],
  };
  const inputs = sections
    .filter(({ kind }) => kind in ROLES)
    .map(section => readSection(section, files, problems))
    .map(input => (input.files === null ? input : { ...input, detached, closed, ...trusts[0] }))
    .map(input => withPayloads(input, payloads))
    .map(input => (input.role !== 'installed' || worlds.length === 0 ? input : { ...input, world }))
    .map(input => withPreserved(input, sections))
    .map(input => (input.role !== 'candidate' || mirrors.length === 0 ? input : { ...input, mirrors }));
  const odd = sections.find(({ kind }) => !(kind in ROLES) && !OTHERS.includes(kind));
  if (odd !== undefined) throw new Error(`no such section: ${odd.kind}`);
  return inputs;
}

/** Those of its packages, by PATH or, of what is installed, by CPV; a judged binhost has been looked at as soon as anything has. */
function withPayloads(input: SourceInput, all: ReadonlyMap<string, Payload>): SourceInput {
  const own = input.records
    .map(record => (input.role === 'installed' ? record.CPV : record.PATH))
    .flatMap(key => (all.has(key) ? [[key, all.get(key) as Payload] as const] : []));
  const isLooked = all.size > 0 && (own.length > 0 || input.role === 'candidate');
  return isLooked ? { ...input, payloads: new Map(own) } : input;
}

/** `CATEGORY/PN:SLOT PATH` lines. */
function withPreserved(input: SourceInput, sections: readonly Section[]): SourceInput {
  const section = sections.find(({ kind, name }) => kind === 'preserved' && name === input.name);
  if (section === undefined) return input;
  const lines = section.body.split('\n').filter(line => line !== '');
  const preserved = lines.map(line => {
    const [owner = '', path = ''] = line.split(/:\S* /);
    return { owner, path };
  });
  return { ...input, preserved };
}

function readSection(
  { kind, name, body }: Section,
  files: readonly PackageFile[],
  faults: readonly SourceProblem[],
): SourceInput {
  const role = ROLES[kind];
  if (role === undefined) throw new Error(`no such section: ${kind}`);
  const text = body.startsWith('CPV:') || body === '' ? `VERSION: 0\n\n${body}` : body;
  const index = readPackagesIndex(new TextEncoder().encode(`${text.trimEnd()}\n\n`));
  const looked = role === 'candidate' && (files.length > 0 || body.includes('VERSION: 0\n\nCPV'));
  const made = looked ? makeIndex({ files, existing: index, now: 0 }) : null;
  return {
    role,
    location: name,
    name,
    kind: looked ? 'pkgdir' : 'index',
    header: index.header,
    iuseEffective: effectiveIuse(index.header),
    // A scenario is about one thing: what else could be said of so short an index is not of interest.
    problems: [
      ...(role === 'candidate' ? faults : []),
      ...index.problems.filter(isWanted).map(problem => ({ ...problem, file: 'Packages' })),
      ...(made?.problems ?? []),
    ],
    files: looked ? new Map(files.map(file => [file.path, file])) : null,
    discrepancies: made?.changes ?? null,
    digest: null,
    records: index.entries.map(entry => (saysEapi(text, entry.line) ? entry : { ...entry, EAPI: '8' })),
  };
}

/** Scenarios leave out EAPI, which in an index means EAPI 0, unless they are about it. */
function saysEapi(text: string, line: number): boolean {
  const lines = text.split('\n').slice(line - 1);
  const end = lines.indexOf('');
  return lines.slice(0, end < 0 ? undefined : end).some(one => one.startsWith('EAPI:'));
}

/** Scenarios leave out TIMESTAMP, PACKAGES, CHOST and the order of entries unless they give a full header. */
function isWanted({ code }: { readonly code: string }): boolean {
  return !['timestamp-missing', 'packages-missing', 'chost-missing', 'order-unsorted'].includes(code);
}

/** `timestamp: N`, `file: PATH offered|judged EXPECTED ACTUAL`, `other: PATH FIELD JUDGED THEIRS` and `unread: PATH WHY` lines. */
function readMirror({ name: location, body }: Section): Mirror {
  const lines = body.split('\n').map(line => line.split(/:? /));
  const timestamp = lines.find(([key]) => key === 'timestamp')?.[1];
  const faults = lines
    .filter(([key]) => key === 'file')
    .map(([, path = '', whose, expected, actual]) => ({
      path,
      offered: whose === 'offered',
      expected: Number(expected),
      actual: actual === '-' ? null : Number(actual),
    }));
  const conflicts = lines
    .filter(([key]) => key === 'other')
    .map(([, path = '', field, judged = '', theirs = '']) => ({
      path,
      field: field as MirrorConflict['field'],
      judged,
      theirs,
    }));
  const unread = lines.filter(([key]) => key === 'unread').map(([, path = '', why = '']) => ({ path, why }));
  return {
    location,
    timestamp: timestamp === undefined ? null : Number(timestamp),
    files: 1,
    faults,
    conflicts,
    unread,
  };
}

/** An index by its name, a package by that of its format. */
function readClosed({ name: path, body }: Section): ClosedPlace {
  const kind = /^Packages/.test(path)
    ? 'index'
    : /\.(xpak|tbz2|gpkg\.tar)$/.test(path)
      ? 'package'
      : 'directory';
  return { path, kind, mode: /^mode: (\d+)$/m.exec(body)?.[1] ?? '', files: 1 };
}

function readTrust(body: string): { readonly trust: Trust } {
  const values = new Map(body.split('\n').map(line => line.split(': ', 2) as [string, string]));
  return { trust: { keys: [], at: Number(values.get('at')), days: Number(values.get('days') ?? '30') } };
}

/** `STATE NAME=VALUE...`, or nothing. */
function readSignature(text: string): Pick<PackageFile, 'signed' | 'signature'> {
  const [state = '', ...pairs] = text.split(' ');
  if (state === '' || state === 'unchecked') return { signed: state !== '' };
  const known = pairs.map(pair => pair.split('=') as [string, string]);
  const values = known.map(([name, value]) => [name, /^\d{1,10}$/.test(value) ? Number(value) : value]);
  const message = `the signature is ${state}`;
  return {
    signed: true,
    signature: makeSignature({ state: state as SignatureState, message, ...Object.fromEntries(values) }),
  };
}

function readFile({ name: path, body }: Section): PackageFile {
  const lines = body
    .trim()
    .split('\n')
    .map(line => /^(.*?)(?:: ?(.*))?$/.exec(line)?.slice(1) as [string, string]);
  const metadata = new Map(lines);
  // One line for each file.
  for (const name of ['NEEDED.ELF.2', 'CONTENTS']) {
    const told = lines.filter(([key]) => key === name).map(([, value]) => value);
    if (told.length > 0) metadata.set(name, told.join('\n'));
  }
  const take = (key: string) => {
    const value = metadata.get(key) ?? '';
    metadata.delete(key);
    return value;
  };
  metadata.delete('problem');
  return {
    path,
    size: Number(take('SIZE')),
    mtime: Number(take('MTIME')),
    md5: take('MD5'),
    sha1: take('SHA1'),
    format: path.endsWith('.gpkg.tar') ? 'gpkg' : 'xpak',
    prefix: null,
    ...readSignature(take('signature')),
    metadata,
    offsets: new Map(),
    problems: lines
      .filter(([key]) => key === 'problem')
      .map(([, words]): Problem => {
        const [code = '', effect = 'refused'] = words.split(' ');
        return { code, message: `The fault ${code}.`, offset: 0, effect: effect as Effect };
      }),
  };
}
