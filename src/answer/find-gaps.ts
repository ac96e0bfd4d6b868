// What an audit was asked for and could not do: rules, inputs and proofs that are missing, as data.

import type { CheckResult, NotRunRule } from '../check/result.js';
import { type ClientSettings, type SettingProblem, stopOf } from '../model/client/client-settings.js';
import type { Source } from '../model/source.js';
import type { Universe } from '../model/universe.js';
import { findUnread, type Unread } from '../model/unread.js';

export type Gap =
  /** It was asked for by name. */
  | ({ readonly kind: 'rule' } & NotRunRule)
  | { readonly kind: 'no-rule' }
  /** Places below a binhost; they may hold anything. */
  | { readonly kind: 'unread'; readonly location: string; readonly places: readonly Unread[] }
  /** Contents were asked for, and there are no packages: only an index. */
  | { readonly kind: 'index-only'; readonly location: string }
  /** Contents of packages whose file could be read, but not what is in it. */
  | { readonly kind: 'contents'; readonly location: string; readonly places: readonly Unread[] }
  /** Settings of a client that nobody can read to their end: what it sees and takes is not known. */
  | { readonly kind: 'settings'; readonly client: string; readonly problem: SettingProblem }
  /** A proof that was given up is no proof. */
  | { readonly kind: 'unproved'; readonly packages: number };

export interface Demands {
  /** Rules that must run. */
  readonly required: readonly string[];
  /** Whether the contents of packages are to be judged. */
  readonly payload: boolean;
  readonly clients?: readonly ClientSettings[];
}

export function findGaps(
  universe: Universe,
  result: CheckResult,
  { required, payload, clients = [] }: Demands,
): readonly Gap[] {
  const candidates = universe.sources.filter(({ role }) => role === 'candidate');
  return [
    ...lackingRules(result, required),
    ...candidates.flatMap(unreadPlaces),
    ...(payload ? candidates.flatMap(unreadContents) : []),
    ...clients.flatMap(unreadSettings),
    ...givenUp(result),
  ];
}

/** Rules asked for by name that lacked an input, or no rule at all. */
function lackingRules({ notRun, rulesRun }: CheckResult, required: readonly string[]): readonly Gap[] {
  const lacking = notRun.filter(({ rule }) => required.includes(rule));
  if (rulesRun === 0 && lacking.length === 0) return [{ kind: 'no-rule' }];
  return lacking.map(notice => ({ kind: 'rule', ...notice }));
}

function unreadPlaces({ location, problems, files }: Source): readonly Gap[] {
  const places = findUnread({ problems, files: files?.values() ?? [] });
  return places.length === 0 ? [] : [{ kind: 'unread', location, places }];
}

function unreadContents({ location, payloads, files }: Source): readonly Gap[] {
  if (payloads === undefined) return [{ kind: 'index-only', location }];
  const told = new Set(findUnread({ problems: [], files: files?.values() ?? [] }).map(({ path }) => path));
  const places = [...payloads].flatMap(([path, payload]): readonly Unread[] => {
    const problem = payload.problems.find(({ effect }) => effect === 'unchecked');
    return problem === undefined || told.has(path) ? [] : [{ path, why: problem.message }];
  });
  return places.length === 0 ? [] : [{ kind: 'contents', location, places }];
}

function unreadSettings(client: ClientSettings): readonly Gap[] {
  const problem = stopOf(client);
  return problem === null ? [] : [{ kind: 'settings', client: client.name, problem }];
}

function givenUp({ findings }: CheckResult): readonly Gap[] {
  const { length } = findings.filter(
    ({ rule, message }) => rule === 'not-installable' && message === 'undecided',
  );
  return length === 0 ? [] : [{ kind: 'unproved', packages: length }];
}
