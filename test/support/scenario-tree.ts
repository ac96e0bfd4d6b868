// `[tree NAME]` sections of scenarios: an ebuild repository in a few lines. Blocks that start with `CPV:` are ebuilds (CPV, EAPI, SLOT,
// KEYWORDS, IUSE and the keys of dependencies, LICENSE, RESTRICT, REQUIRED_USE); all other lines are facts of the repository:
//   move: OLD NEW                 slotmove: ATOM OLD NEW          maintainer: NAME ADDRESS      masters: REPO ...
//   revision: COMMIT
//   licenses: GROUP LICENSE ...   unread: CPV WHY                 glsa: ID IMPACT NAME ARCHES RANGE VERSION[:SLOT] ... [/ ... unaffected]

import { readGlsa } from '../../src/formats/repository/glsa.js';
import { readRepositoryUpdates } from '../../src/formats/repository/repository-updates.js';
import type { SourceProblem } from '../../src/model/problem.js';
import {
  EBUILD_TEXTS,
  type EbuildPackage,
  type EbuildText,
  type UnreadEbuild,
} from '../../src/model/repository/ebuild-package.js';
import type { PackageNotes, Repository, Tree } from '../../src/model/repository/tree.js';
import { compareVersions } from '../../src/pms/compare-versions.js';
import { formatCpn, parseCpv } from '../../src/pms/cpv.js';
import { parseSlot } from '../../src/pms/slot.js';

/** The tree of a scenario; null where it has none. The first section has the lowest priority. */
export function readTree(scenario: string): Tree | null {
  const parts = scenario.split(/^\[(\w+)(?: +(\S+))?\]\n/m).slice(1);
  const repositories: Repository[] = [];
  for (let at = 0; at < parts.length; at += 3)
    if (parts[at] === 'tree')
      repositories.push(readRepository(parts[at + 1] ?? 'gentoo', parts[at + 2] ?? ''));
  return repositories.length === 0 ? null : makeTree(repositories);
}

function makeTree(repositories: readonly Repository[]): Tree {
  const byCpn = new Map<string, EbuildPackage[]>();
  for (const ebuild of repositories.flatMap(({ ebuilds }) => ebuilds))
    byCpn.set(ebuild.cpn, [...(byCpn.get(ebuild.cpn) ?? []), ebuild]);
  for (const list of byCpn.values())
    list.sort((a, b) => compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0'));
  return { repositories, byCpn };
}

function readRepository(name: string, body: string): Repository {
  const blocks = body.split(/\n\s*\n/).map(block => block.trim());
  const isEbuild = (block: string) => block.startsWith('CPV:');
  const facts = blocks.filter(block => !isEbuild(block)).flatMap(block => block.split('\n'));
  const lines = facts.filter(line => line !== '').map(readLine);
  const of = (kind: string) => lines.filter(([key]) => key === kind).map(([, value = '']) => value);
  const strange = lines.find(([key = '']) => !KINDS.includes(key));
  if (strange !== undefined) throw new Error(`no such line in a tree: ${strange.join(': ')}`);
  const moves = lines.filter(([key]) => key === 'move' || key === 'slotmove').map(line => line.join(' '));
  const updates = readRepositoryUpdates(moves.join('\n'), '1Q-2024');
  const glsa = of('glsa').map(line => ({
    file: `metadata/glsa/glsa-${line.split(' ')[0]}.xml`,
    ...readGlsa(advisory(line)),
  }));
  const problems: SourceProblem[] = [
    ...updates.problems.map(problem => ({ ...problem, file: 'profiles/updates/1Q-2024' })),
    ...glsa.flatMap(({ file, problems: found }) => found.map(problem => ({ ...problem, file }))),
  ];
  const groups = of('licenses')
    .map(words)
    .map(([group = '', ...members]) => [group, members] as const);
  return {
    name,
    location: name,
    revision: of('revision')[0] ?? null,
    masters: of('masters').flatMap(words),
    ebuilds: blocks.filter(isEbuild).map(block => readEbuild(name, block)),
    unread: of('unread').map(readUnread),
    moves: updates.updates,
    advisories: glsa.flatMap(({ packages }) => packages),
    notes: readNotes(of('maintainer')),
    licenseGroups: new Map(groups),
    problems,
  };
}

/** The key and everything after its colon. */
function readLine(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

const KINDS = ['move', 'slotmove', 'maintainer', 'masters', 'licenses', 'unread', 'glsa', 'revision'];

function readEbuild(repo: string, block: string): EbuildPackage {
  const values = new Map(block.split('\n').map(readLine));
  const cpvText = values.get('CPV') ?? '';
  const cpv = parseCpv(cpvText);
  const text = (key: string) => values.get(key) ?? '';
  return {
    repo,
    cpv,
    cpvText,
    cpn: formatCpn(cpv),
    eapi: values.get('EAPI') ?? '8',
    slot: parseSlot(values.get('SLOT') ?? '0'),
    keywords: words(text('KEYWORDS')),
    iuse: words(text('IUSE')),
    inherited: [],
    text: Object.fromEntries(EBUILD_TEXTS.map(key => [key, text(key)])) as Record<EbuildText, string>,
  };
}

function readUnread(line: string): UnreadEbuild {
  const [cpvText = '', ...why] = line.split(' ');
  return { cpvText, outcome: 'refused', why: why.join(' ') };
}

function readNotes(lines: readonly string[]): ReadonlyMap<string, PackageNotes> {
  const notes = new Map<string, PackageNotes>();
  for (const line of lines) {
    const [cpn = '', email = ''] = words(line);
    const maintainers = [
      ...(notes.get(cpn)?.maintainers ?? []),
      { email, name: null, kind: 'person' as const },
    ];
    notes.set(cpn, { maintainers, flags: new Map() });
  }
  return notes;
}

/** The shipped reader reads it. */
function advisory(line: string): string {
  const [id = '', impact = '', name = '', arches = '', ...ranges] = words(line);
  const bar = ranges.indexOf('/');
  const of = (tag: string, list: readonly string[]) =>
    list
      .flatMap((range, at) => (at % 2 === 0 ? [[range, list[at + 1] ?? ''] as const] : []))
      .map(([range, text]) => {
        const [version, slot = '*'] = text.split(/:(.*)/);
        return `<${tag} range="${range}" slot="${slot}">${version}</${tag}>`;
      })
      .join('');
  const vulnerable = of('vulnerable', bar < 0 ? ranges : ranges.slice(0, bar));
  const unaffected = of('unaffected', bar < 0 ? [] : ranges.slice(bar + 1));
  const arch = arches.replaceAll(',', ' ');
  return `<glsa id="${id}"><title>Holes in ${name}</title><product type="ebuild">x</product><impact type="${impact}"/><affected><package name="${name}" arch="${arch}">${unaffected}${vulnerable}</package></affected></glsa>`;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
