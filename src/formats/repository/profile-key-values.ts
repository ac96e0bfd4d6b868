// Files of `key = value` lines: metadata/layout.conf, and with `[sections]` repos.conf (portage(5)).

/** By section; keys before the first section are in `''`. What cannot be read is passed over, as in Portage. */
export function parseKeyValues(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = sectionOf(sections, '');
  for (const raw of text.split(/\r\n|[\r\n]/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const heading = /^\[([^\]]+)\]$/.exec(line);
    if (heading !== null) {
      section = sectionOf(sections, heading[1] as string);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals > 0) section.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return sections;
}

function sectionOf(sections: Map<string, Map<string, string>>, name: string): Map<string, string> {
  const known = sections.get(name) ?? new Map<string, string>();
  sections.set(name, known);
  return known;
}
