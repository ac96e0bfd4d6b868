// Files that Portage keeps for the administrator: those below CONFIG_PROTECT and not below CONFIG_PROTECT_MASK; the longer match counts.

import type { Source } from '../source.js';

/** By the header of the binhost, or as make.globals has it. */
export function isConfigProtected(source: Pick<Source, 'header'> | undefined, path: string): boolean {
  const guarded = longestMatch(source?.header.get('CONFIG_PROTECT') ?? '/etc', path);
  return (
    guarded > 0 && guarded > longestMatch(source?.header.get('CONFIG_PROTECT_MASK') ?? '/etc/env.d', path)
  );
}

function longestMatch(places: string, path: string): number {
  let longest = 0;
  for (const place of places.split(/\s+/)) {
    const directory = place.replace(/\/+$/, '');
    if (directory.length > longest && `${path}/`.startsWith(`${directory}/`)) longest = directory.length;
  }
  return longest;
}
