// `audit SOURCE`: load, check, report, and the exit code that follows.

import { check } from '../check/check.js';
import type { CheckResult } from '../check/result.js';
import { REPORTERS } from '../report/reporters.js';
import { RULES } from '../rules/index.js';
import type { Outcome } from './deliver.js';
import { EXIT, type ExitCode } from './failure.js';
import type { AuditFlags } from './flags.js';
import { openSources } from './open-sources.js';
import { readVersion } from './read-version.js';
import { type AuditSettings, type FailOn, readSettings, settleAudit } from './settle-flags.js';
import { makePalette, wantsColour, widthOf } from './terminal.js';

export async function audit(source: string, flags: AuditFlags): Promise<Outcome> {
  const words = { rules: RULES.map(rule => rule.id), formats: Object.keys(REPORTERS) };
  const settings = settleAudit(source, flags, await readSettings(source, flags, words), words);
  const { universe, inputs } = await openSources(settings);
  const result = check(universe, inputs, RULES, settings.check);
  return {
    code: judge(result, settings),
    text: await render(result, settings),
    output: settings.output,
    notes: listUnanswered(result, settings.required),
  };
}

async function render(result: CheckResult, settings: AuditSettings): Promise<string> {
  const report = await REPORTERS[settings.format]!();
  const toScreen = settings.output === null;
  return report(
    { result, rules: RULES, tool: { name: 'binpkg-check', version: readVersion() } },
    {
      width: toScreen ? widthOf(process.stdout) : widthOf({}),
      verbose: settings.verbose,
      quiet: settings.quiet,
      palette: makePalette(toScreen && wantsColour(process.stdout, process.env, settings.colour)),
    },
  );
}

/** Rules asked for by name that lacked an input: then there is no answer, whatever the others found. */
function listUnanswered(result: CheckResult, required: readonly string[]): string[] {
  return result.notRun
    .filter(({ rule }) => required.includes(rule))
    .map(({ rule, why }) => `'${rule}' was asked for and could not run: it ${why}`);
}

export function judge(
  result: CheckResult,
  { required, failOn }: { readonly required: readonly string[]; readonly failOn: FailOn },
): ExitCode {
  if (listUnanswered(result, required).length > 0) return EXIT.notChecked;
  const failing = SEVERITIES_FROM[failOn];
  return result.findings.some(({ severity }) => failing.includes(severity)) ? EXIT.findings : EXIT.clean;
}

const SEVERITIES_FROM: Readonly<Record<FailOn, readonly string[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};
