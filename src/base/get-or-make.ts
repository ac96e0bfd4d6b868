// Memory of what has been worked out: the value of a key, made when it is first asked for.

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** `V` must not include `undefined`, which stands for "not yet made". */
export function getOrMake<K, V extends NonNullable<unknown> | null>(
  memory: Memory<K, V>,
  key: K,
  make: () => V,
): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
