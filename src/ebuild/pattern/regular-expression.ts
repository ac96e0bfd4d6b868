// POSIX extended regular expressions (`[[ x =~ y ]]`): the leftmost match, and of those the longest. Worked through with sets of states, so
// that the time taken grows with the text and not beyond it.

import type { Spend } from './pattern.js';
import { compileRegularExpression, type RegularExpression } from './regular-expression-program.js';
import type { Step } from './regular-expression-step.js';

/** The text matched and that of each group (empty where it took no part), or null. Throws `Unknown` for what is not read here. */
export function findRegularExpression(source: string, text: string, spend: Spend, from = 0): string[] | null {
  const match = searchRegularExpression(compileRegularExpression(source), text, spend, from);
  if (match === null) return null;
  const { groups } = match;
  const found: string[] = [];
  for (let at = 0; at < groups.length; at += 2) {
    const [start, end] = [groups[at] as number, groups[at + 1] as number];
    found.push(start < 0 || end < 0 ? '' : text.slice(start, end));
  }
  return found;
}

interface Match {
  readonly start: number;
  readonly end: number;
  /** Start and end of the match and of each group; -1 where it took no part. */
  readonly groups: readonly number[];
}

type Thread = { readonly at: number; readonly marks: readonly number[] };

/** The leftmost match at or after `from`; the longest of those that start there. */
function searchRegularExpression(
  { steps, groups }: RegularExpression,
  text: string,
  spend: Spend,
  from = 0,
): Match | null {
  const none: readonly number[] = new Array<number>((groups + 1) * 2).fill(-1);
  let best: readonly number[] | null = null;
  let threads: Thread[] = [];
  for (let place = from; place <= text.length; place++) {
    // A thread that begins later is never better than one that has begun.
    if (best === null) threads = [...threads, { at: 0, marks: none }];
    if (threads.length === 0) break;
    const { alive, accepted } = follow(steps, threads, text, place, spend);
    if (accepted !== null) {
      if (best === null || (accepted[0] as number) < (best[0] as number)) best = accepted;
      else if (accepted[0] === best[0]) best = accepted;
    }
    const first: number | undefined = best?.[0];
    const char = text[place];
    threads =
      char === undefined
        ? []
        : alive
            .filter(thread => first === undefined || thread.marks[0] === first)
            .filter(({ at }) => (steps[at] as Extract<Step, { kind: 'one' }>).accepts(char))
            .map(({ at, marks }) => ({ at: at + 1, marks }));
  }
  if (best === null) return null;
  return { start: best[0] as number, end: best[1] as number, groups: best };
}

/** All threads moved on to where they wait for a character. Of those that meet, the first stays. */
function follow(
  steps: readonly Step[],
  threads: readonly Thread[],
  text: string,
  place: number,
  spend: Spend,
): { readonly alive: readonly Thread[]; readonly accepted: readonly number[] | null } {
  const seen = new Set<number>();
  const alive: Thread[] = [];
  let accepted: readonly number[] | null = null;
  const pending: Thread[] = [...threads].reverse();
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { at, marks } = thread;
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at] as Step;
    switch (step.kind) {
      case 'one':
        alive.push(thread);
        break;
      case 'accept':
        accepted ??= marks;
        break;
      case 'fork':
        pending.push({ at: step.second, marks }, { at: step.first, marks });
        break;
      case 'go':
        pending.push({ at: step.to, marks });
        break;
      case 'mark':
        pending.push({ at: at + 1, marks: marks.with(step.slot, place) });
        break;
      default:
        if (holds(step, text, place)) pending.push({ at: at + 1, marks });
    }
  }
  spend(seen.size / 8);
  return { alive, accepted };
}

function holds(
  step: Extract<Step, { kind: 'start' | 'end' | 'edge' }>,
  text: string,
  place: number,
): boolean {
  if (step.kind === 'start') return place === 0;
  if (step.kind === 'end') return place === text.length;
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char);
  const [before, after] = [isWord(text[place - 1]), isWord(text[place])];
  switch (step.wanted) {
    case 'word':
      return before !== after;
    case 'inside':
      return before === after;
    case 'begin':
      return !before && after;
    case 'finish':
      return before && !after;
  }
}
