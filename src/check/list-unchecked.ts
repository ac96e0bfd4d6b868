// What a run cannot see whatever the rules, in the order in which it matters to a reader.

import type { ClientSettings } from '../model/client/client-settings.js';
import type { SourceProblem } from '../model/problem.js';
import type { Tree } from '../model/repository/tree.js';
import type { Source } from '../model/source.js';
import type { Universe } from '../model/universe.js';

export interface Given {
  readonly tree?: Tree;
  readonly clients?: readonly ClientSettings[];
}

export function listUnchecked(universe: Universe, { tree, clients = [] }: Given): readonly string[] {
  return [
    ...uncheckedSources(universe),
    ...universe.sources.flatMap(unreadContents),
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
  if (sources.some(isReadInPart))
    sentences.push(
      'images not read: whether they fit their Manifest, signature and the digests of the index is not known (give the PKGDIR)',
    );
  return sentences;
}

/** By URL: all of a package but its image. */
function isReadInPart({ role, kind, files }: Source): boolean {
  return (
    role === 'candidate' && kind === 'index' && [...(files?.values() ?? [])].some(file => file.md5 === null)
  );
}

/** Of what only satisfies; `container-invalid` tells of the packages that are judged. */
function unreadContents({ role, location, payloads }: Source): readonly string[] {
  if (role === 'candidate' || payloads === undefined) return [];
  const unread = [...payloads].flatMap(([file, { problems }]): readonly Sentence[] => {
    const problem = problems.find(({ effect }) => effect === 'unchecked');
    return problem === undefined ? [] : [{ file, message: problem.message }];
  });
  return sayUnread(`contents of ${location} not read`, unread);
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

type Sentence = Pick<SourceProblem, 'file' | 'message'>;

function sayUnread(what: string, [first, ...others]: readonly Sentence[]): readonly string[] {
  return first === undefined ? [] : [`${what}: ${first.file}: ${first.message}${sayMore(others)}`];
}

function sayMore({ length }: readonly unknown[]): string {
  return length === 0 ? '' : ` (and ${length} more)`;
}
