// Lines of package.* files: an atom and what stands after it (portage(5), PMS 5.2).

import { parseUseWords } from '../../formats/repository/profile-use-words.js';
import type { FlagChanges, PackageSetting } from '../../model/client/client-settings.js';
import type { AtomOptions } from '../../pms/atom.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingLine, SettingReader } from './read-profile-files.js';

/** Which atoms may stand in the files of a profile. */
export function atomOptionsOf({ eapi, formats, buildId }: ProfileNode): AtomOptions {
  return {
    ...(eapi === null ? {} : { eapi }),
    repo: eapi === null || formats.has('profile-repo-deps'),
    buildId,
  };
}

/** The user's own files may say all that Portage knows. */
export const USER_ATOMS: AtomOptions = { wildcard: true, repo: true, buildId: true };

export interface PackageLines {
  readonly path: string;
  readonly directories: boolean;
  readonly atoms: AtomOptions;
}

export function readPackageWords(
  reader: SettingReader,
  { path, directories, atoms }: PackageLines,
): readonly PackageSetting<readonly string[]>[] {
  return reader.lines(path, { directories }).flatMap(line => {
    const setting = readSetting(reader, line, atoms);
    return setting === null ? [] : [setting];
  });
}

function readSetting(
  reader: SettingReader,
  line: SettingLine,
  atoms: AtomOptions,
): PackageSetting<readonly string[]> | null {
  const [name = '', ...value] = line.words;
  const atom = reader.atom(name, line, atoms);
  if (atom === null) return null;
  if (atom.use.length > 0) {
    const message = `'${name}' may not ask for USE flags here`;
    reader.problems.push({ file: line.file, line: line.line, message });
    return null;
  }
  return { atom, value, file: line.file, line: line.line };
}

/** package.use and the like. `expand`: names of USE_EXPAND variables with a colon may stand for the flags after them. */
export function readPackageFlags(
  reader: SettingReader,
  lines: PackageLines,
  options: { readonly expand: boolean; readonly any: boolean },
): readonly PackageSetting<FlagChanges>[] {
  return readPackageWords(reader, lines).map(setting => {
    const { flags, refused } = parseUseWords(setting.value, options);
    const { file, line } = setting;
    for (const word of refused)
      reader.problems.push({ file, line, message: `'${word}' is no USE flag (PMS 3.1.4)` });
    return { ...setting, value: flags };
  });
}
