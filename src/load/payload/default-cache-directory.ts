// Where facts are kept from one run to the next (XDG Base Directory Specification).

import { join } from 'node:path';

/** `$XDG_CACHE_HOME/binpkg-check`, or below `~/.cache`; null where there is neither. */
export function defaultCacheDirectory(
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const { XDG_CACHE_HOME: cache = '', HOME: home = '' } = environment;
  // The specification has relative paths ignored.
  if (cache.startsWith('/')) return join(cache, 'binpkg-check');
  return home.startsWith('/') ? join(home, '.cache', 'binpkg-check') : null;
}
