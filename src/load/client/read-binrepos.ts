// The binhosts of a client: /etc/portage/binrepos.conf, a file or a directory of files (portage(5); Portage 3.0.82, `binrepo/config.py`).

import { join } from 'node:path';
import { parseKeyValues } from '../../formats/repository/profile-key-values.js';
import { SettingReader } from './read-profile-files.js';

interface Binrepo {
  readonly name: string;
  readonly location: string;
  readonly priority: number;
}

/** Their `sync-uri`, the one that counts most first: by priority, then by name, the last of the file's order. */
export function readBinrepos(etc: string): readonly string[] {
  const sections = new Map<string, Map<string, string>>();
  for (const { text } of new SettingReader().files(join(etc, 'binrepos.conf'), { directories: true })) {
    for (const [name, values] of parseKeyValues(text))
      sections.set(name, new Map([...(sections.get(name) ?? []), ...values]));
  }
  const defaults = sections.get('DEFAULT') ?? new Map<string, string>();
  const found: Binrepo[] = [];
  for (const [name, own] of sections) {
    const values = new Map([...defaults, ...own]);
    const location = (values.get('sync-uri') ?? '').replace(/\/+$/, '');
    if (name === 'DEFAULT' || name === '' || location === '') continue;
    const priority = values.get('priority') ?? '';
    found.push({ name, location, priority: /^[+-]?\d{1,9}$/.test(priority) ? Number(priority) : 0 });
  }
  found.sort((a, b) => b.priority - a.priority || (a.name < b.name ? 1 : -1));
  return [...new Set(found.map(({ location }) => location))];
}
