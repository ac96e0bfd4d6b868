// The functions that the stages measure, from the compiled package. Stages get them as an argument, so that tests can pass those of `src/`.

import { check } from '../dist/check/check.js';
import { readPackagesIndex } from '../dist/formats/packages-index/packages-index.js';
import { writePackagesIndex } from '../dist/formats/packages-index/packages-index-writer.js';
import { EbuildMaker } from '../dist/load/repository/ebuild-record.js';
import { openRepositories } from '../dist/load/repository/read-repository.js';
import { cpvOf, listEbuilds } from '../dist/load/repository/read-repository-ebuilds.js';
import { readEbuilds } from '../dist/load/repository/read-repository-metadata.js';
import { buildUniverse } from '../dist/model/build-universe.js';
import { flatGraph } from '../dist/model/graph/flat.js';
import { dependencyGraph } from '../dist/model/graph/graph.js';
import {
  compareVersions,
  effectiveIuse,
  parseAtom,
  parseDepspec,
  parseVersion,
  reduceDepspec,
} from '../dist/pms/index.js';
import { renderJson } from '../dist/report/findings/render-json.js';
import { renderText } from '../dist/report/findings/render-text.js';
import { PLAIN } from '../dist/report/words/palette.js';
import { RULES } from '../dist/rules/index.js';
import { recheckInstallability } from '../dist/solver/change/recheck-installability.js';
import { judgeInstallability } from '../dist/solver/installability/judge-installability.js';
import { planUpgrade } from '../dist/solver/upgrade/plan-upgrade.js';

export const library = {
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

/** @typedef {typeof library} Library */
