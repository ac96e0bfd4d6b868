// What a run cannot see whatever the rules, in the order in which it matters to a reader.

import type { ClientSettings } from '../model/client-settings.js';
import type { SourceProblem } from '../model/problem.js';
import type { Tree } from '../model/tree.js';
import type { Universe } from '../model/universe.js';

export interface Given {
  readonly tree?: Tree;
  readonly clients?: readonly ClientSettings[];
}

export function listUnchecked(universe: Universe, { tree, clients = [] }: Given): readonly string[] {
  return [
    ...uncheckedSources(universe),
    ...clients.flatMap(passedOver),
    ...(tree === undefined ? [] : unreadNotes(tree)),
  ];
}

function uncheckedSources({ sources }: Universe): readonly string[] {
  const sentences: string[] = [];
  if (!sources.some(({ role }) => role === 'installed'))
    sentences.push('no baseline given: what a stage3 has counts as missing (--installed)');
  if (sources.some(({ role, files }) => role === 'candidate' && files === null))
    sentences.push('package files not read: the index is taken at its word (give the PKGDIR to check them)');
  return sentences;
}

/** Settings that Portage passes over too, or that could not be read: the client may mean something else. */
function passedOver({ name, problems }: ClientSettings): readonly string[] {
  const [first, ...others] = problems;
  if (first === undefined) return [];
  const place = first.line === 0 ? first.file : `${first.file}:${first.line}:`;
  return [`settings of ${name} that do not count: ${place} ${first.message}${sayMore(others)}`];
}

/** Files of a repository of which no rule tells: who maintains a package, and groups of licences. */
function unreadNotes({ repositories }: Tree): readonly string[] {
  return repositories.flatMap(({ name, problems = [] }) => {
    const maintainers = problems.filter(({ file }) => file.endsWith('/metadata.xml'));
    const others = problems.filter(problem => !maintainers.includes(problem) && !isTold(problem));
    return [
      ...sayUnread(`maintainers in ${name} not known`, maintainers),
      ...sayUnread(`files of ${name} not read`, others),
    ];
  });
}

/** By `glsa-vulnerable` and `move-pending`. */
function isTold({ file, code }: SourceProblem): boolean {
  return file.startsWith('metadata/glsa/') || code === 'update-invalid';
}

function sayUnread(what: string, [first, ...others]: readonly SourceProblem[]): readonly string[] {
  return first === undefined ? [] : [`${what}: ${first.file}: ${first.message}${sayMore(others)}`];
}

function sayMore({ length }: readonly unknown[]): string {
  return length === 0 ? '' : ` (and ${length} more)`;
}
