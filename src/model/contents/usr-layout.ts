// Which directories are one and the same in the root of a client: with a merged /usr, /bin is /usr/bin and /lib64 is /usr/lib64, and
// programs of /sbin lie in /usr/bin too (sys-apps/baselayout, `layout-usrmerge`). Images are written as if they were not.

import { newestInSlot } from '../newest.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

/** `unknown`: nothing tells. Then /usr is taken as merged, as it is in all profiles since 23.0 that do not say otherwise. */
export type UsrLayout = 'merged' | 'split' | 'unknown';

const FLAG = 'split-usr';

/**
 * By what the newest packages were built with (USE `split-usr`), the majority where they differ; else by the profile of a binhost's
 * header.
 */
export function usrLayout(universe: Universe): UsrLayout {
  return remember(universe, usrLayout, null, () => {
    let [split, merged] = [0, 0];
    for (const pkg of universe.packages) {
      if (!pkg.iuse.has(FLAG) || newestInSlot(universe, pkg.cpn, pkg.slot.slot) !== pkg) continue;
      if (pkg.use.has(FLAG)) split++;
      else merged++;
    }
    if (split !== merged) return split > merged ? 'split' : 'merged';
    const told = universe.sources.map(({ header }) => layoutOfProfile(header.get('PROFILE') ?? ''));
    return told.find(layout => layout !== 'unknown') ?? 'unknown';
  });
}

/** `default/linux/amd64/23.0/split-usr/desktop`, `default/linux/amd64/17.1/systemd/merged-usr`. */
function layoutOfProfile(path: string): UsrLayout {
  const generation = /(?:^|\/)([0-9]{2})\.[0-9](?:\/|$)/.exec(path)?.[1];
  if (generation === undefined) return 'unknown';
  const name = Number(generation) >= 23 ? FLAG : 'merged-usr';
  const isNamed = path.split('/').includes(name);
  return isNamed === (name === FLAG) ? 'split' : 'merged';
}

const TOP = /^\/(?:(bin|sbin)|(lib(?:32|64|x32)?))(?=\/|$)/;
const SYSTEM_PROGRAMS = /^\/usr\/sbin(?=\/|$)/;
const STATE = /^\/var\/(run|lock)(?=\/|$)/;

/** The directory that a path leads to, for a path without `.` and `..`; the root is empty. */
export function placeDirectory(path: string, layout: UsrLayout): string {
  if (path.startsWith('/var/')) {
    // Since long before /usr was merged.
    const name = STATE.exec(path)?.[1];
    return name === undefined ? path : (name === 'run' ? '/run' : '/run/lock') + path.slice(name.length + 5);
  }
  if (path === '/') return '';
  if (layout === 'split') return path;
  const top = TOP.exec(path);
  if (top !== null) return `/usr/${top[2] ?? 'bin'}${path.slice(top[0].length)}`;
  return path.replace(SYSTEM_PROGRAMS, '/usr/bin');
}
