// The ebuild that a binary package was built from, with the eclasses that it inherits, in the repositories that a user names.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getOrMake } from '../../base/get-or-make.js';
import type { ScriptFile } from '../../ebuild/locate/script-file.js';
import { type EbuildOutcome, evaluateEbuild } from '../../ebuild/metadata/evaluate-ebuild.js';
import { parseEapi } from '../../ebuild/metadata/parse-eapi.js';
import { parseScript } from '../../ebuild/syntax/read-script.js';
import { compareVersions } from '../../pms/compare-versions.js';
import { type Cpv, formatCpv } from '../../pms/cpv.js';
import { releaseText, type Version, versionIn } from '../../pms/version.js';
import { readTreeText } from '../file/read-repository-text.js';
import { eclassFolders, type LinkedRepository } from './read-repository.js';
import { refuseLeadingOut } from './within-repositories.js';

export interface FoundEbuild {
  readonly ebuild: ScriptFile;
  /** Of the version asked for. */
  readonly isExact: boolean;
  /** All that were asked for, in that order. */
  readonly eclasses: readonly ScriptFile[];
  readonly outcome: EbuildOutcome;
  /** PN, PV and the like. */
  readonly values: ReadonlyMap<string, string>;
}

/** PMS 3.1.4 */
const ECLASS = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/**
 * In the repository of that name if there is one, else in the last that has it. Where the version has gone, the nearest one of the package;
 * null where there is none.
 */
export function findEbuild(
  repositories: readonly LinkedRepository[],
  cpv: Cpv,
  repo: string,
): FoundEbuild | null {
  const named = repositories.filter(({ name }) => name === repo);
  const asked = named.length > 0 ? named : repositories.toReversed();
  for (const repository of asked) {
    const found = openEbuild(repository, cpv, true);
    if (found !== null) return found;
  }
  for (const repository of asked) {
    const version = nearestVersion(versionsIn(repository, cpv), cpv.version);
    if (version !== null) return openEbuild(repository, { ...cpv, version }, false);
  }
  return null;
}

/** Without a version it is no ebuild. */
function openEbuild(repository: LinkedRepository, cpv: Cpv, isExact: boolean): FoundEbuild | null {
  const pf = formatCpv(cpv).slice(cpv.category.length + 1);
  const path = `${cpv.category}/${cpv.package}/${pf}.ebuild`;
  const text = readTreeText(join(repository.location, path));
  return text === null
    ? null
    : evaluate(repository, cpv, pf, { path, repository: repository.name, text }, isExact);
}

function versionsIn({ location }: LinkedRepository, cpv: Cpv): readonly Version[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(location, cpv.category, cpv.package));
  } catch {
    return [];
  }
  const start = `${cpv.package}-`;
  return names.flatMap(name => {
    if (!name.startsWith(start) || !name.endsWith('.ebuild')) return [];
    return versionIn(name, start.length, name.length - '.ebuild'.length) ?? [];
  });
}

/** Another revision, else the next one, else the last. */
function nearestVersion(versions: readonly Version[], wanted: Version | null): Version | null {
  if (wanted === null) return null;
  const sorted = versions.toSorted(compareVersions);
  const release = releaseText(wanted);
  return (
    sorted.findLast(version => releaseText(version) === release) ??
    sorted.find(version => compareVersions(version, wanted) > 0) ??
    sorted.at(-1) ??
    null
  );
}

function evaluate(
  repository: LinkedRepository,
  cpv: Cpv,
  pf: string,
  ebuild: ScriptFile,
  isExact: boolean,
): FoundEbuild {
  const { category, package: pn, version } = cpv;
  const pvr = version?.text ?? '';
  const pv = pvr.slice(0, version?.releaseLength);
  const pr = pvr.slice(pv.length + 1) || 'r0';
  const found = new Map<string, ScriptFile | null>();
  const outcome = evaluateEbuild({
    text: ebuild.text,
    category,
    pf,
    pn,
    pv,
    pr,
    eclass: name => {
      const file = getOrMake(found, name, () => findEclass(repository, name));
      return file === null ? null : { text: file.text, script: parseScript(file.text) };
    },
  });
  const values = {
    CATEGORY: category,
    PN: pn,
    PV: pv,
    PR: pr,
    PVR: pvr,
    P: `${pn}-${pv}`,
    PF: pf,
    EAPI: parseEapi(ebuild.text),
  };
  return {
    ebuild,
    isExact,
    eclasses: [...found.values()].filter(file => file !== null),
    outcome,
    values: new Map(Object.entries(values)),
  };
}

function findEclass(repository: LinkedRepository, name: string): ScriptFile | null {
  if (!ECLASS.test(name)) return null;
  const places = [repository, ...repository.masters.toReversed()];
  const folders = eclassFolders(repository);
  for (const [at, folder] of folders.entries()) {
    const path = join(folder, `${name}.eclass`);
    refuseLeadingOut(path, folders);
    const text = readTreeText(path);
    if (text !== null)
      return {
        path: `eclass/${name}.eclass`,
        repository: places[at]?.name ?? repository.name,
        text,
      };
  }
  return null;
}
