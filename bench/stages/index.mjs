// All stages, in the order in which an audit goes through them. A new stage is one file and one line here.

import { audit } from './audit.mjs';
import { buildUniverse } from './build-universe.mjs';
import { checkRules } from './check-rules.mjs';
import { compareVersions } from './compare-versions.mjs';
import { growth } from './growth.mjs';
import { makeGraph } from './make-graph.mjs';
import { metadata } from './metadata.mjs';
import { parseAtom } from './parse-atom.mjs';
import { prove, proveUnion } from './prove.mjs';
import { proveLarge } from './prove-large.mjs';
import { readDepspec } from './read-depspec.mjs';
import { readIndex } from './read-index.mjs';
import { readMd5Cache } from './read-md5-cache.mjs';
import { recheck } from './recheck.mjs';
import { renderReport } from './render-report.mjs';
import { scanPayload } from './scan-payload.mjs';
import { startUp } from './start-up.mjs';
import { upgrade } from './upgrade.mjs';
import { writeIndex } from './write-index.mjs';

/** @type {readonly import('../context.mjs').Stage[]} */
export const STAGES = [
  readIndex,
  writeIndex,
  compareVersions,
  parseAtom,
  readDepspec,
  buildUniverse,
  checkRules,
  makeGraph,
  prove,
  proveUnion,
  recheck,
  upgrade,
  renderReport,
  audit,
  metadata,
  readMd5Cache,
  scanPayload,
  startUp,
  growth,
  proveLarge,
];
