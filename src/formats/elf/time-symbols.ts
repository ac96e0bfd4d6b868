// Which width of time_t a 32-bit ELF file was built for, by the functions of glibc that it calls: with _TIME_BITS=64 headers give each that
// has times another name (glibc 2.34 and newer, `time/bits/time64.h` and the headers that redirect).

import type { DynamicSymbol } from './elf-symbols.js';

/** Functions with times in them; with 64 bits `__NAME64`. */
const PLAIN = [
  ...[
    'time',
    'gettimeofday',
    'settimeofday',
    'clock_gettime',
    'clock_settime',
    'clock_getres',
    'clock_nanosleep',
  ],
  ...[
    'nanosleep',
    'select',
    'pselect',
    'ppoll',
    'localtime',
    'localtime_r',
    'gmtime',
    'gmtime_r',
    'mktime',
    'timegm',
  ],
  ...['ctime', 'ctime_r', 'difftime', 'utime', 'utimes', 'utimensat', 'futimens', 'setitimer', 'getitimer'],
  ...['timer_settime', 'timer_gettime', 'timerfd_settime', 'timerfd_gettime', 'pthread_cond_timedwait'],
  ...['pthread_mutex_timedlock', 'sem_timedwait', 'getrusage', 'wait3', 'wait4', 'timespec_get'],
];
/** Functions that have a name for large files already; with 64 bits `__NAME_time64`. */
const LARGE = ['stat64', 'lstat64', 'fstat64', 'fstatat64', 'glob64'];

const NARROW: ReadonlySet<string> = new Set([...PLAIN, ...LARGE, 'stat', 'lstat', 'fstat', 'fstatat']);
const WIDE: ReadonlySet<string> = new Set([
  ...PLAIN.map(name => `__${name}64`),
  ...LARGE.map(name => `__${name}_time64`),
]);

/** Null where it calls none of them, or some of either. */
export function timeBitsOf(symbols: readonly DynamicSymbol[]): 32 | 64 | null {
  const called = symbols.filter(({ isDefined }) => !isDefined);
  const isWide = called.some(({ name }) => WIDE.has(name));
  const isNarrow = called.some(({ name }) => NARROW.has(name));
  if (isWide === isNarrow) return null;
  return isWide ? 64 : 32;
}
