// What tests give to stages and get from them (`bench/context.mjs`, `bench/measure.mjs`).

import { check } from '../../src/check/check.js';
import { type PackagesIndex, readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { writePackagesIndex } from '../../src/formats/packages-index/packages-index-writer.js';
import { EbuildMaker } from '../../src/load/repository/ebuild-record.js';
import { openRepositories } from '../../src/load/repository/read-repository.js';
import { cpvOf, listEbuilds } from '../../src/load/repository/read-repository-ebuilds.js';
import { readEbuilds } from '../../src/load/repository/read-repository-metadata.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import { flatGraph } from '../../src/model/graph/flat.js';
import { dependencyGraph } from '../../src/model/graph/graph.js';
import {
  compareVersions,
  effectiveIuse,
  parseAtom,
  parseDepspec,
  parseVersion,
  reduceDepspec,
} from '../../src/pms/index.js';
import { renderJson } from '../../src/report/findings/render-json.js';
import { renderText } from '../../src/report/findings/render-text.js';
import { PLAIN } from '../../src/report/words/palette.js';
import { RULES } from '../../src/rules/index.js';
import { recheckInstallability } from '../../src/solver/change/recheck-installability.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { planUpgrade } from '../../src/solver/upgrade/plan-upgrade.js';

/** The functions that `bench/library.mjs` takes from `dist/`. */
export const SOURCE_LIBRARY = {
  buildUniverse,
  check,
  compareVersions,
  cpvOf,
  dependencyGraph,
  EbuildMaker,
  effectiveIuse,
  flatGraph,
  judgeInstallability,
  listEbuilds,
  openRepositories,
  parseAtom,
  parseDepspec,
  parseVersion,
  PLAIN,
  planUpgrade,
  readEbuilds,
  readPackagesIndex,
  recheckInstallability,
  reduceDepspec,
  renderJson,
  renderText,
  RULES,
  writePackagesIndex,
};

export interface Context {
  readonly library: typeof SOURCE_LIBRARY;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly index: PackagesIndex;
  readonly seconds: number;
  readonly runs: number;
  readonly sizes: readonly [number, number];
  readonly pkgdir: number;
  readonly rounds: number;
  readonly command: string;
  readonly directory: string;
  readonly indices: string | null;
}
