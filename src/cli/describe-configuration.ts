// What a configuration file changed of a judgement, for the report: the threshold and the rules first, then by name what else it says.

import type { ConfigurationNotice } from '../report/findings/reporter.js';
import { sayCount } from '../report/words/say-count.js';
import { namesTaken } from './flags/merge-file.js';
import type { AuditFlags } from './flags.js';
import type { AuditSettings, Configuration } from './settle-flags.js';

/** Null without a file. `given`: what the command line says. */
export function describeConfiguration(
  { file, config }: Configuration,
  given: AuditFlags,
  { check }: AuditSettings,
  command: 'audit' | 'gate' = 'audit',
): ConfigurationNotice | null {
  if (file === null) return null;
  const names = namesTaken(command, given, config);
  const off = Object.entries(config.rules ?? {})
    .filter(([id, level]) => level === 'off' && check.skip?.includes(id))
    .map(([id]) => id);
  const skipped = names.includes('skip') ? (config.skip ?? []) : [];
  const levels = Object.entries(config.rules ?? {}).filter(([, level]) => level !== 'off');
  return {
    ...file,
    changes: [
      ...(names.includes('fail-on') ? [`fail-on ${config['fail-on']}`] : []),
      ...sayRules('off', [...new Set([...off, ...skipped])]),
      ...(names.includes('only') ? sayRules('alone', config.only ?? []) : []),
      ...levels.map(([id, level]) => `${id} ${level}`),
      ...names.filter(name => !SAID.includes(name)),
    ],
  };
}

const SAID: readonly string[] = ['fail-on', 'skip', 'only'];

/** `2 rules off (libc-floor, soname-unmet)` */
function sayRules(what: string, ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`${sayCount(ids.length, 'rule')} ${what} (${ids.join(', ')})`];
}
