// The engine: rules arrive as an argument, are shown the packages they ask for, and their reports become sorted, linked findings.

import { hashText } from '../base/hash-text.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { runtimeComponents } from '../model/graph/components.js';
import { hasNewer } from '../model/newest.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import { baselinesOf, type Place } from '../model/place.js';
import { NO_POLICY, type Policy } from '../model/policy.js';
import type { Tree } from '../model/repository/tree.js';
import type { Universe } from '../model/universe.js';
import type { ClientMode } from '../model/update/client-mode.js';
import { CRITICAL_NAMES } from '../model/update/critical.js';
import type { Finding, Severity } from '../rules/kit/finding.js';
import { kinOf } from '../rules/kit/kin.js';
import type { Message, Messages, Need, Report, Rule, Visitor } from '../rules/kit/rule.js';
import { countUnusable } from './count-unusable.js';
import { type Draft, linkFindings } from './link-findings.js';
import { listUnchecked } from './list-unchecked.js';
import { mergeProofs } from './merge-proofs.js';
import type { CheckResult, InputSummary, LeftOutRule, NotRunRule } from './result.js';

export interface CheckOptions {
  /** Rule ids; absent means all. */
  readonly only?: readonly string[];
  /** Rule ids; skip wins over `only` and `force`. */
  readonly skip?: readonly string[];
  /** Rules that must run: a missing input makes them not run all the same, but the caller learns it as a failure. */
  readonly force?: readonly string[];
  /** Severities that replace the rules' own, by rule id. */
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly tree?: Tree;
  readonly clients?: readonly ClientSettings[];
  /** Prove from an empty root too. */
  readonly prove?: boolean;
  /** Names of packages that must work after every step of an update; absent means `CRITICAL_NAMES`. */
  readonly critical?: readonly string[];
  /** Which rebuilds of installed versions clients take; absent means those of the documented use. */
  readonly clientMode?: ClientMode;
  /** What clients are promised to have; absent means nothing. */
  readonly policy?: Policy;
  /** Packages are visited in this many interleaved portions; the result is the same for any number. For tests of that. */
  readonly shards?: number;
}

/** Judges the universe's candidates by the rules. */
export function check(
  universe: Universe,
  inputs: readonly InputSummary[],
  rules: readonly Rule[],
  options: CheckOptions = {},
): CheckResult {
  const selection = selectRules(rules, availableNeeds(universe, options), options);
  const drafts = runRules(universe, selection.run, options);
  const findings = linkFindings(drafts);
  const judged = universe.judged;
  return {
    inputs,
    packages: judged.length,
    names: new Set(judged.map(pkg => pkg.cpn)).size,
    ...countUnusable(findings, rules),
    findings,
    rulesRun: selection.run.length,
    ran: selection.run.map(({ id }) => id),
    skipped: selection.skipped,
    notRun: selection.notRun,
    unchecked: listUnchecked(universe, options),
  };
}

interface Selection {
  readonly run: readonly Rule[];
  readonly skipped: readonly LeftOutRule[];
  readonly notRun: readonly NotRunRule[];
}

function selectRules(rules: readonly Rule[], available: ReadonlySet<Need>, options: CheckOptions): Selection {
  const run: Rule[] = [];
  const skipped: LeftOutRule[] = [];
  const notRun: NotRunRule[] = [];
  for (const rule of rules) {
    if (options.skip?.includes(rule.id) === true) {
      skipped.push({ rule: rule.id, by: 'skip' });
      continue;
    }
    if (
      options.only !== undefined &&
      !options.only.includes(rule.id) &&
      options.force?.includes(rule.id) !== true
    ) {
      skipped.push({ rule: rule.id, by: 'only' });
      continue;
    }
    const wanted = rule.needs.filter(need => !available.has(need));
    if (wanted.length > 0) notRun.push({ rule: rule.id, wanted });
    else run.push(rule);
  }
  return { run, skipped, notRun };
}

function availableNeeds(universe: Universe, options: CheckOptions): ReadonlySet<Need> {
  const needs = new Set<Need>();
  if (placesOf(universe, options).length > 0) needs.add('place');
  if (options.tree !== undefined) needs.add('tree');
  if (options.clients !== undefined && options.clients.length > 0) needs.add('profile');
  for (const source of universe.sources) {
    if (source.role === 'installed') needs.add('baseline');
    if (source.role === 'published') needs.add('published');
    if (source.mirrors !== undefined) needs.add('mirror');
    if (source.role === 'candidate' && source.files !== null) needs.add('files');
    if (source.role === 'candidate' && source.payloads !== undefined) needs.add('payload');
  }
  return needs;
}

function placesOf(universe: Universe, { prove }: CheckOptions): readonly Place[] {
  return [...baselinesOf(universe), ...(prove === true ? [null] : [])];
}

/** What can be installed, and in which order, is asked for each client by itself, as it sees the packages. */
function runRules(universe: Universe, rules: readonly Rule[], options: CheckOptions): readonly Draft[] {
  const { clients = [] } = options;
  if (clients.length === 0) return visitPackages(universe, universe, rules, options);
  const proving = rules.filter(({ needs }) => needs.some(need => need === 'place' || need === 'baseline'));
  const others = rules.filter(rule => !proving.includes(rule));
  const proofs = clients.map(client =>
    visitPackages(universe, universeSeenBy(universe, client), proving, options),
  );
  const names = clients.map(({ name }) => name);
  return [...visitPackages(universe, universe, others, options), ...mergeProofs(proofs, names)];
}

/** `seen`: what the rules are shown of the universe. */
function visitPackages(
  universe: Universe,
  seen: Universe,
  rules: readonly Rule[],
  options: CheckOptions,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const places = placesOf(universe, options);
  const critical = new Set(options.critical ?? CRITICAL_NAMES);
  const visitors: Visitor[] = rules.map(rule =>
    rule.create({
      universe: seen,
      places,
      critical,
      tree: options.tree ?? null,
      clients: options.clients ?? [],
      clientMode: options.clientMode ?? 'getbinpkg',
      policy: options.policy ?? NO_POLICY,
      report: report => drafts.push(draftOf(universe, rule, report, options)),
    }),
  );
  const byPackage = visitors.flatMap(visitor => (visitor.package === undefined ? [] : [visitor.package]));
  const shards = options.shards ?? 1;
  for (let shard = 0; shard < shards; shard++) {
    for (const [index, pkg] of universe.judged.entries()) {
      if (index % shards === shard) for (const visit of byPackage) visit(pkg);
    }
  }
  const byComponent = visitors.flatMap(visitor =>
    visitor.component === undefined ? [] : [visitor.component],
  );
  if (byComponent.length > 0) {
    for (const component of runtimeComponents(universe)) for (const visit of byComponent) visit(component);
  }
  for (const visitor of visitors) visitor.index?.();
  return drafts;
}

function draftOf(universe: Universe, rule: Rule, report: Report<Messages>, options: CheckOptions): Draft {
  const message = rule.messages[report.message] as Message;
  const pkg = report.package;
  const subject = subjectOf(universe, pkg, report.path);
  const key = [
    rule.id,
    subject.cpv ?? '',
    subject.buildId ?? '',
    subject.repo ?? '',
    subject.path ?? '',
    ...report.identity,
  ];
  return {
    finding: {
      rule: rule.id,
      message: report.message,
      severity: options.severities?.[rule.id] ?? report.severity ?? message.severity ?? rule.severity,
      assurance: report.assurance ?? 'proved',
      subject,
      data: report.data,
      ...reachOf(message, report, options),
      causedBy: null,
      fingerprint: hashText(JSON.stringify(key)),
      kin: kinOf(rule, report),
    },
    anchor: report.anchor ?? null,
    follows: report.follows ?? [],
  };
}

/** A client that takes every rebuild needs no more. */
function reachOf(
  { reach }: Message,
  report: Report<Messages>,
  { clientMode }: CheckOptions,
): Pick<Finding, 'reach'> {
  if (clientMode === 'usepkgonly' || reach === undefined || reach === 'nobody') return {};
  const told = reach === 'each' ? (report.reach ?? null) : reach;
  return told === null ? {} : { reach: told };
}

function subjectOf(
  universe: Universe,
  pkg: BinaryPackage | undefined,
  path: string | undefined,
): Finding['subject'] {
  if (pkg === undefined)
    return { cpv: null, buildId: null, repo: null, path: path ?? null, superseded: false };
  return {
    cpv: pkg.cpvText,
    buildId: pkg.buildId,
    repo: pkg.repo === '' ? null : pkg.repo,
    path: path ?? packagePath(pkg),
    superseded: hasNewer(universe, pkg),
  };
}
