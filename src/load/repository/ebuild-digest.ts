// The digest that md5-cache knows ebuilds and eclasses by.

import { createHash } from 'node:crypto';

export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
