// `metadata/layout.conf` of a repository (portage(5); Portage `repository/config.py:parse_layout_conf`): `key = value` lines.

export interface Layout {
  /** Names of repositories whose eclasses, categories and profiles this one uses; null where the file does not say. */
  readonly masters: readonly string[] | null;
  readonly aliases: readonly string[];
  /** Name for a repository without `profiles/repo_name`. */
  readonly repoName: string | null;
  /** `md5-dict`, `pms`; empty where the file does not say: then what is there counts. */
  readonly cacheFormats: readonly string[];
  /** `portage-1`, `portage-2`, `profile-set`, ...; null where the file does not say. */
  readonly profileFormats: readonly string[] | null;
  readonly eapisBanned: readonly string[];
  readonly eapisDeprecated: readonly string[];
  /** Manifests hold distfiles only. */
  readonly thinManifests: boolean;
  /** `strict` (every file must be in the Manifest), `true` or `false`. */
  readonly useManifests: string;
}

/** Unknown keys and lines without `=` say nothing, as Portage has it; of a key given twice the last counts. */
export function readLayoutConf(text: string): Layout {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals < 0 || line.trimStart().startsWith('#')) continue;
    values.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  const list = (key: string) =>
    values
      .get(key)
      ?.split(/\s+/)
      .filter(word => word !== '') ?? null;
  return {
    masters: list('masters'),
    aliases: list('aliases') ?? [],
    repoName: list('repo-name')?.[0] ?? null,
    cacheFormats: list('cache-formats')?.map(word => word.toLowerCase()) ?? [],
    profileFormats: list('profile-formats'),
    eapisBanned: list('eapis-banned') ?? [],
    eapisDeprecated: list('eapis-deprecated') ?? [],
    thinManifests: values.get('thin-manifests')?.toLowerCase() === 'true',
    useManifests: values.get('use-manifests')?.toLowerCase() ?? 'strict',
  };
}
