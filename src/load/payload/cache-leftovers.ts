// Files of the cache that runs began and did not finish: whose they are shows whether the run may still be there.

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const DAY = 86_400_000;

/** For a file of this run: its name says on which system and in which process. */
export function nameNew(name: string): string {
  return `${name}.${here()}.${process.pid}.${randomBytes(6).toString('hex')}`;
}

/** Paths of files of runs that were killed. Of another system, where no process can be asked for, those a day old. */
export function findLeftovers(directory: string, name: string, now = Date.now()): readonly string[] {
  return list(directory).flatMap(entry => {
    if (!entry.startsWith(`${name}.`)) return [];
    const [, place, pid] =
      /^(?:([0-9a-f]{8})\.)?([0-9]+)\.[0-9a-f]{12}$/.exec(entry.slice(name.length + 1)) ?? [];
    if (pid === undefined) return [];
    const path = join(directory, entry);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return [];
    const isOver = place === here() ? !isAlive(Number(pid)) : now - status.mtimeMs > DAY;
    return isOver ? [path] : [];
  });
}

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Processes of one machine, one start of it and one container see each other. */
function here(): string {
  const facts = [hostname(), text('/proc/sys/kernel/random/boot_id'), link('/proc/self/ns/pid')];
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 8);
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
