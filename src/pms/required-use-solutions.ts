// Which USE settings satisfy a REQUIRED_USE: a search over its flags that gives up a branch as soon as an item cannot hold any more.

import type { Depspec, DepspecNode, Group } from './depspec.js';
import type { FlagCondition } from './depspec-leaf.js';
import { isMetWhenEmpty } from './reduce-depspec.js';
import type { RequiredUseOptions } from './required-use.js';

type Node = DepspecNode<FlagCondition>;
/** Decided flags; those not in it may still become either. */
type Setting = Map<string, boolean>;
/** Null: not decided yet. */
type Truth = boolean | null;

/**
 * Every subset of `flags` that satisfies `spec`; flags are tried off before on, in the order given.
 * There may be as many as 2 to the number of flags; take as many as needed.
 */
export function* requiredUseSolutions(
  spec: Depspec<FlagCondition>,
  flags: Iterable<string>,
  options: RequiredUseOptions = {},
): Generator<ReadonlySet<string>> {
  const open = new Set(flags);
  const order = [...open];
  const setting: Setting = new Map();
  // Flags not asked about stay off.
  const stateOf = (flag: string): Truth => setting.get(flag) ?? (open.has(flag) ? null : false);
  const isHopeless = () => spec.nodes.some(node => judge(node, stateOf, options.eapi) === false);

  function* decide(depth: number): Generator<ReadonlySet<string>> {
    if (isHopeless()) return;
    if (depth === order.length) {
      yield new Set(order.filter(flag => setting.get(flag) === true));
      return;
    }
    const flag = order[depth] as string;
    for (const value of [false, true]) {
      setting.set(flag, value);
      yield* decide(depth + 1);
    }
    setting.delete(flag);
  }
  yield* decide(0);
}

function judge(node: Node, stateOf: (flag: string) => Truth, eapi: string | undefined): Truth {
  switch (node.type) {
    case 'leaf':
      return signed(stateOf(node.value.flag), node.value.negated);
    case 'use-conditional': {
      const condition = signed(stateOf(node.flag), node.negated);
      if (condition === false) return true;
      const inner = conjunction(node.children.map(child => judge(child, stateOf, eapi)));
      return condition === true || inner === true ? inner : null;
    }
    case 'all-of':
      return conjunction(node.children.map(child => judge(child, stateOf, eapi)));
    default:
      return judgeChoice(node, stateOf, eapi);
  }
}

function judgeChoice(
  node: Group<FlagCondition>,
  stateOf: (flag: string) => Truth,
  eapi: string | undefined,
): Truth {
  let met = 0;
  let open = 0;
  let unmet = 0;
  for (const child of node.children) {
    const isMember = judgeMember(child, stateOf);
    if (isMember === false) continue;
    const truth = judge(child, stateOf, eapi);
    if (isMember === null || truth === null) open++;
    else if (truth) met++;
    else unmet++;
  }
  if (open === 0 && met + unmet === 0) return isMetWhenEmpty(node.type, eapi);
  switch (node.type) {
    case 'any-of':
      return met > 0 ? true : open > 0 ? null : false;
    case 'exactly-one-of':
      return met > 1 ? false : open > 0 ? null : met === 1;
    default:
      return met > 1 ? false : met + open <= 1 ? true : null;
  }
}

/** Whether a choice counts the item, see `isRequiredUseMet`. */
function judgeMember(node: Node, stateOf: (flag: string) => Truth): Truth {
  if (node.type === 'use-conditional') return signed(stateOf(node.flag), node.negated);
  if (node.type !== 'all-of') return true;
  const members = node.children.map(child => judgeMember(child, stateOf));
  return members.includes(true) ? true : members.includes(null) ? null : false;
}

function signed(value: Truth, negated: boolean): Truth {
  return value === null ? null : value !== negated;
}

function conjunction(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
