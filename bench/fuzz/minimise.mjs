// The smallest input that still fails, as far as taking pieces out gets (delta debugging, Zeller and Hildebrandt 2002).

/** Attempts: each may be a process of its own. */
const MOST = 60;

export function minimise(bytes, fails) {
  let left = MOST;
  let smallest = bytes;
  for (let parts = 2; parts <= Math.min(smallest.length, 256) && left > 0; ) {
    const size = Math.ceil(smallest.length / parts);
    let isSmaller = false;
    for (let at = 0; at < smallest.length && left > 0; at += size) {
      const candidate = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)]);
      left--;
      if (candidate.length === 0 || !fails(candidate)) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
    parts = isSmaller ? Math.max(2, parts - 1) : parts * 2;
  }
  return smallest;
}
