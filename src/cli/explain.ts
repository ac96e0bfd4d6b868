// `explain`: which of its four questions is asked, and the answer.

import { existsSync } from 'node:fs';
import type { Origins } from '../ebuild/locate/atom-origin.js';
import { tellRule, tellRules } from '../report/findings/tell-rule.js';
import { suggest } from '../report/words/suggest.js';
import { RULES } from '../rules/index.js';
import type { CommandOutcome } from './deliver.js';
import { EXIT, UsageError } from './failure.js';
import type { ExplainFlags } from './flags.js';
import { render, type Style, settleTelling } from './render.js';
import { onlyClient, settleSources } from './settle-sources.js';

const FINGERPRINT = /^[0-9a-f]{4,16}$/;

export async function explain(
  subject: string | undefined,
  atom: string | undefined,
  flags: ExplainFlags,
): Promise<CommandOutcome> {
  const notes: string[] = [];
  const text = (style: Style) => answer(subject, atom, flags, style, notes);
  return render(settleTelling(flags, ['text']), { text }, { code: EXIT.clean, notes });
}

async function answer(
  subject: string | undefined,
  atom: string | undefined,
  flags: ExplainFlags,
  style: Style,
  notes: string[],
): Promise<string> {
  if (subject === undefined) return tellRules(RULES, style);
  if (atom !== undefined) return tellPackage(subject, atom, flags, style, notes);
  if (flags.report !== undefined) return explainFinding(subject, flags.report, flags, style, notes);
  const rule = RULES.find(({ id }) => id === subject);
  if (rule !== undefined) return tellRule(rule, style);
  throw new UsageError(sayMisunderstood(subject));
}

function sayMisunderstood(subject: string): string {
  if (FINGERPRINT.test(subject)) {
    return `'${subject}' looks like a fingerprint; say which report it is from: explain ${subject} --report FILE`;
  }
  if (existsSync(subject)) {
    return `'${subject}' is a binhost; say which package of it: explain ${subject} CATEGORY/NAME`;
  }
  const hint = suggest(
    subject,
    RULES.map(({ id }) => id),
  );
  return `there is no rule '${subject}'${hint || '; "binpkg-check explain" lists them'}`;
}

async function tellPackage(
  source: string,
  words: string,
  flags: ExplainFlags,
  style: Style,
  notes: string[],
): Promise<string> {
  const [{ openSettings, openSources }, { explainPackage }, { tellPackages }, { ask }, { sayProblems }] =
    await Promise.all([
      import('./open-sources.js'),
      import('../answer/explain-package.js'),
      import('../report/installability/tell-package.js'),
      import('./ask.js'),
      import('./say-settings.js'),
    ]);
  const { settings, notes: said } = await settleSources('explain', source, flags);
  const clients = await openSettings(settings);
  const client = onlyClient(clients, 'explain');
  notes.push(...said, ...sayProblems(clients));
  const { universe, inputs } = await openSources({ ...settings, indexOnly: true });
  const origins = await openTrees(settings, notes);
  const every = style.verbose;
  const answer = ask(() => explainPackage(universe, RULES, words, { client, every, inputs }));
  return tellPackages(answer, RULES, style, origins);
}

/** Null without trees, and where their ebuilds cannot be read for their lines; then a note says so. */
async function openTrees(
  { tree = [] }: { readonly tree?: readonly string[] },
  notes: string[],
): Promise<Origins | null> {
  if (tree.length === 0) return null;
  const { openOrigins } = await import('../load/repository/tree-sitter-origins.js');
  const origins = await openOrigins(tree);
  if (origins === null) notes.push(NO_LINES);
  return origins;
}

const NO_LINES =
  'lines of ebuilds are not available: this installation lacks the grammar of bash (tree-sitter-bash.wasm)';

async function explainFinding(
  fingerprint: string,
  path: string,
  flags: ExplainFlags,
  style: Style,
  notes: string[],
): Promise<string> {
  const [{ findByFingerprint, tellChoice, tellFinding }, { readReport }] = await Promise.all([
    import('../report/findings/tell-finding.js'),
    import('./read-report.js'),
  ]);
  const report = await readReport(path);
  const found = findByFingerprint(report, fingerprint);
  if (found.length > 1) throw new UsageError(tellChoice(found).trimEnd());
  const [finding] = found;
  if (finding === undefined) {
    throw new UsageError(
      `no finding in ${path} has the fingerprint '${fingerprint}'; --verbose shows their first digits`,
    );
  }
  const told = tellFinding(finding, report, { ...style, rules: RULES });
  const origins = await openTrees(flags, notes);
  if (origins === null) return told;
  const { tellFindingOrigin } = await import('../report/installability/tell-origin.js');
  const lines = tellFindingOrigin(finding.subject, finding.data, origins, style);
  return `${told}${lines.map(line => `${line}\n`).join('')}`;
}
