// What a run cannot see whatever the rules, in the order in which it matters to a reader.

import type { ClientSettings } from '../model/client/client-settings.js';
import { unknownNeedsOf } from '../model/linking/unrecorded-providers.js';
import type { SourceProblem } from '../model/problem.js';
import { otherRevisions } from '../model/repository/revisions.js';
import type { Tree } from '../model/repository/tree.js';
import type { Source } from '../model/source.js';
import type { Universe } from '../model/universe.js';
import type { Unchecked } from './result.js';

export interface Given {
  readonly tree?: Tree;
  readonly clients?: readonly ClientSettings[];
}

export function listUnchecked(universe: Universe, { tree, clients = [] }: Given): readonly Unchecked[] {
  return [
    ...uncheckedSources(universe),
    ...universe.sources.flatMap(unreadContents),
    ...unknownLibraries(universe),
    ...(tree === undefined ? [] : builtFromOthers(universe, tree)),
    ...clients.flatMap(passedOver),
    ...(tree === undefined ? [] : unreadNotes(tree)),
  ];
}

function uncheckedSources({ sources }: Universe): readonly Unchecked[] {
  const unchecked: Unchecked[] = [];
  if (!sources.some(({ role }) => role === 'installed')) unchecked.push({ kind: 'baseline' });
  const alone = sources.filter(({ role, files }) => role === 'candidate' && files === null);
  for (const { header } of alone) {
    const uri = header.get('URI') ?? '';
    if (uri !== '') unchecked.push({ kind: 'elsewhere', uri });
  }
  if (alone.some(({ header }) => (header.get('URI') ?? '') === '')) unchecked.push({ kind: 'package-files' });
  if (sources.some(isReadInPart)) unchecked.push({ kind: 'images' });
  return unchecked;
}

/** By URL: all of a package but its image. */
function isReadInPart({ role, kind, files }: Source): boolean {
  return (
    role === 'candidate' && kind === 'index' && [...(files?.values() ?? [])].some(file => file.md5 === null)
  );
}

/** Of what only satisfies; `container-invalid` tells of the packages that are judged. */
function unreadContents({ role, location, payloads }: Source): readonly Unchecked[] {
  if (role === 'candidate' || payloads === undefined) return [];
  const unread = [...payloads].flatMap(([file, { problems }]): readonly FileProblem[] => {
    const problem = problems.find(({ effect }) => effect === 'unchecked');
    return problem === undefined ? [] : [{ file, message: problem.message }];
  });
  return summarise(unread, rest => ({ kind: 'contents', location, ...rest }));
}

/** What they provide was not recorded, and their files were not read. */
function unknownLibraries(universe: Universe): readonly Unchecked[] {
  const { providers, needs } = unknownNeedsOf(universe);
  return providers.length === 0 ? [] : [{ kind: 'libraries', providers, needs }];
}

/** What ebuilds say now is not what they said. */
function builtFromOthers(universe: Universe, tree: Tree): readonly Unchecked[] {
  return otherRevisions(universe, tree).map(other => ({ kind: 'tree-revision', ...other }));
}

/** Settings that Portage passes over too, or that could not be read: the client may mean something else. */
function passedOver({ name, problems }: ClientSettings): readonly Unchecked[] {
  const line = problems[0]?.line ?? 0;
  return summarise(problems, rest => ({ kind: 'settings', client: name, line, ...rest }));
}

/** Files of a repository of which no rule tells: who maintains a package, and groups of licences. */
function unreadNotes({ repositories }: Tree): readonly Unchecked[] {
  return repositories.flatMap(({ name: repository, problems = [] }) => {
    const maintainers = problems.filter(({ file }) => file.endsWith('/metadata.xml'));
    const others = problems.filter(problem => !maintainers.includes(problem) && !isTold(problem));
    return [
      ...summarise(maintainers, rest => ({ kind: 'maintainers', repository, ...rest })),
      ...summarise(others, rest => ({ kind: 'repository-files', repository, ...rest })),
    ];
  });
}

/** By `glsa-vulnerable` and `move-pending`. */
function isTold({ file, code }: SourceProblem): boolean {
  return file.startsWith('metadata/glsa/') || code === 'update-invalid';
}

type FileProblem = Pick<SourceProblem, 'file' | 'message'>;

function summarise(
  [first, ...others]: readonly FileProblem[],
  describe: (first: FileProblem & { readonly more: number }) => Unchecked,
): readonly Unchecked[] {
  if (first === undefined) return [];
  return [describe({ file: first.file, message: first.message, more: others.length })];
}
