// What has been worked out about a universe, kept as long as the universe is. One weak table for all of it: a weak table
// with an entry for each dependency text would slow down every garbage collection.

import { getOrMake } from '../base/get-or-make.js';
import type { Universe } from './universe.js';

type Memory = Map<unknown, unknown>;

const memories = new WeakMap<Universe, Map<object, Memory>>();

/** The value that `topic` (an object that stands for a question, such as the function that answers it) has for `key`. */
export function remember<K, V extends NonNullable<unknown> | null>(
  universe: Universe,
  topic: object,
  key: K,
  make: () => V,
): V {
  const topics = getOrMake(memories, universe, () => new Map<object, Memory>());
  const memory = getOrMake(topics, topic, () => new Map<unknown, unknown>()) as Map<K, V>;
  return getOrMake(memory, key, make);
}
