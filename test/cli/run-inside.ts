// The commands as functions, with the text of what they answer in one piece.

import { audit as runAudit } from '../../src/cli/audit.js';
import type { CommandOutcome, Text } from '../../src/cli/deliver.js';
import { divergence as runDivergence } from '../../src/cli/divergence.js';
import { explain as runExplain } from '../../src/cli/explain.js';
import { gateChange as runGate } from '../../src/cli/gate.js';
import { graph as runGraph } from '../../src/cli/graph.js';
import { hitRate as runHitRate } from '../../src/cli/hit-rate.js';
import { index as runIndex } from '../../src/cli/index-command.js';
import { inspect as runInspect } from '../../src/cli/inspect.js';
import { installable as runInstallable } from '../../src/cli/installable.js';
import { metadata as runMetadata } from '../../src/cli/metadata.js';
import { upgrade as runUpgrade } from '../../src/cli/upgrade.js';

interface ToldOutcome extends CommandOutcome {
  readonly text: string;
}

function told<A extends readonly unknown[]>(command: (...args: A) => Promise<CommandOutcome>) {
  return async (...args: A): Promise<ToldOutcome> => {
    const outcome = await command(...args);
    return { ...outcome, text: outcome.documents.map(({ text }) => join(text)).join('') };
  };
}

function join(text: Text): string {
  return typeof text === 'string' ? text : [...text].join('');
}

export const audit = told(runAudit);
export const divergence = told(runDivergence);
export const explain = told(runExplain);
export const gate = told(runGate);
export const graph = told(runGraph);
export const hitRate = told(runHitRate);
export const index = told(runIndex);
export const inspect = told(runInspect);
export const installable = told(runInstallable);
export const metadata = told(runMetadata);
export const upgrade = told(runUpgrade);
