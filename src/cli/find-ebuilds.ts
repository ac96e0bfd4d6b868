// The ebuilds of a repository that a user's words mean: an atom, a package with version, or a bare name.

import { nearestWord } from '../base/nearest-word.js';
import { cpvOf, type EbuildFile } from '../load/repository/read-repository-ebuilds.js';
import type { Atom } from '../pms/atom.js';
import { matchesVersion } from '../pms/match-atom.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { versionIn } from '../pms/version.js';
import { UsageError } from './failure.js';

/** By name and version; slots are not known before the ebuild is read. Throws UsageError where there is none. */
export function findEbuilds(
  files: readonly EbuildFile[],
  words: string,
): { readonly atom: Atom | null; readonly files: readonly EbuildFile[] } {
  const exact = files.filter(file => cpvOf(file) === words);
  if (exact.length > 0) return { atom: null, files: exact };
  const names = new Set(files.map(({ category, pn }) => `${category}/${pn}`));
  const atom = readAtom(words.includes('/') ? words : addCategory(names, words), words);
  const named = files.filter(({ category, pn }) => category === atom.category && pn === atom.package);
  const found = named.filter(file => matchesVersion(atom, { cpv: toCpv(file), buildId: null }));
  if (found.length > 0) return { atom, files: found };
  const name = `${atom.category}/${atom.package}`;
  if (named.length > 0)
    throw new UsageError(`no ebuild of ${name} matches '${words}'; there is ${named.map(cpvOf).join(', ')}`);
  throw new UsageError(`there is no ebuild of ${name}${sayNearest(name, names)}`);
}

function toCpv({ category, pn, version }: EbuildFile) {
  return { category, package: pn, version: versionIn(version, 0, version.length) };
}

function readAtom(text: string, words: string): Atom {
  try {
    return parseAtom(text);
  } catch (error) {
    if (!(error instanceof PmsSyntaxError)) throw error;
    throw new UsageError(`'${words}' is no package or atom: ${error.message}`);
  }
}

/** `wget` is `net-misc/wget`, and `>=wget-1.2` `>=net-misc/wget-1.2`, where only one category has it. */
function addCategory(names: ReadonlySet<string>, words: string): string {
  const [, operator = '', rest = ''] = /^([<>=~]*)(.*)$/s.exec(words) ?? [];
  const name = readAtom(`${operator}virtual/${rest}`, words).package;
  const fitting = [...names].filter(cpn => cpn.endsWith(`/${name}`));
  if (fitting.length > 1) throw new UsageError(`'${name}' is in several categories: ${fitting.join(', ')}`);
  const [only] = fitting;
  if (only !== undefined) return `${operator}${only.slice(0, -name.length)}${rest}`;
  const bare = new Map([...names].map(cpn => [cpn.slice(cpn.indexOf('/') + 1), cpn]));
  const nearest = nearestWord(name, bare.keys());
  throw new UsageError(
    `there is no ebuild of '${name}'${nearest === null ? '' : `; did you mean '${bare.get(nearest)}'?`}`,
  );
}

function sayNearest(name: string, names: Iterable<string>): string {
  const nearest = nearestWord(name, names);
  return nearest === null ? '' : `; did you mean '${nearest}'?`;
}
