// What each profile says about USE flags: use.mask, use.force, package.use and their variants for stable packages (PMS 5.2.11).

import { join } from 'node:path';
import { parseUseWords } from '../../formats/repository/profile-use-words.js';
import type { FlagChanges, FlagLevel } from '../../model/client/client-settings.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingReader } from './read-profile-files.js';
import { atomOptionsOf, readPackageFlags } from './read-profile-packages.js';
import { atLeast } from './read-profile-repository.js';

/** `use` is what its make.defaults comes to. */
export function readFlagLevel(reader: SettingReader, node: ProfileNode, use: FlagChanges): FlagLevel {
  const { path, directories, eapi } = node;
  const expand = node.isUser && eapi === null;
  const atoms = { ...atomOptionsOf(node), wildcard: expand };
  const has = (since: number) => eapi === null || atLeast(eapi, since);
  const flags = (file: string, since = 0): FlagChanges =>
    has(since) ? readFlags(reader, join(path, file), directories) : [];
  const settings = (file: string, since = 0) =>
    has(since)
      ? readPackageFlags(reader, { path: join(path, file), directories, atoms }, { expand, any: false })
      : [];
  return {
    use,
    useStable: flags('use.stable', 9),
    useMask: flags('use.mask'),
    useForce: flags('use.force'),
    useStableMask: flags('use.stable.mask', 5),
    useStableForce: flags('use.stable.force', 5),
    packageUse: settings('package.use'),
    packageUseStable: settings('package.use.stable', 9),
    packageUseMask: settings('package.use.mask'),
    packageUseForce: settings('package.use.force'),
    packageUseStableMask: settings('package.use.stable.mask', 5),
    packageUseStableForce: settings('package.use.stable.force', 5),
  };
}

/** One flag a line. */
function readFlags(reader: SettingReader, path: string, directories: boolean): FlagChanges {
  return reader.lines(path, { directories }).flatMap(({ words, file, line }) => {
    const word = words.join(' ');
    const { flags, refused } = parseUseWords([word], { expand: false, any: false });
    if (refused.length > 0)
      reader.problems.push({ file, line, message: `'${word}' is no USE flag (PMS 3.1.4)` });
    return flags;
  });
}
