// One loss told once: what several rules say of the same need, and what comes of one package that takes the place of another.

import type { Data, Finding } from '../rules/kit/finding.js';

export interface Losses {
  /** Needs that are met no more. */
  readonly lacks: readonly Finding[];
  /** Updates that are held back, or that harm. */
  readonly updates: readonly Finding[];
  /** What rules about one index say of needs and libraries. */
  readonly told: readonly Finding[];
}

/** Each with what it follows from; of two about one need the one that says more. */
export function foldLosses({ lacks, updates, told }: Losses): readonly Finding[] {
  const saying = new Map(told.map(finding => [needKey(finding), finding.fingerprint]));
  const instead = new Map<string, string>();
  const rest = lacks.filter(finding => {
    const other = saying.get(needKey(finding));
    if (other !== undefined) instead.set(finding.fingerprint, other);
    return other === undefined;
  });
  const findings = [...updates, ...told, ...rest];
  const here = new Set(findings.map(({ fingerprint }) => fingerprint));
  const roots = rootsIn(findings);
  const chosen = new Set(roots.values());
  return findings.map(finding => {
    const { causedBy } = finding;
    const source = causedBy === null ? null : (instead.get(causedBy) ?? causedBy);
    if (chosen.has(finding.fingerprint)) return { ...finding, causedBy: null };
    if (source !== null && here.has(source) && source !== finding.fingerprint)
      return { ...finding, causedBy: source };
    const places = replacementsIn(finding);
    return { ...finding, causedBy: places.map(one => roots.get(one)).find(one => one !== undefined) ?? null };
  });
}

/** One need of one entry, whichever rule tells of it. */
export function needKey({ subject, data }: Finding): string {
  const item = data['item'] ?? data['atom'] ?? data['soname'] ?? null;
  return JSON.stringify([subject.cpv, subject.buildId, subject.repo, item]);
}

const ROOTS = ['merge-order-hazard', 'subslot-unchanged', 'upgrade-blocked'];

/** By the package that comes, the fingerprint of the finding that tells most of it: an error before a warning. */
function rootsIn(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const rank = ({ severity, rule }: Finding) =>
    (severity === 'error' ? 0 : ROOTS.length) + ROOTS.indexOf(rule);
  const roots = new Map<string, Finding>();
  for (const finding of findings) {
    if (!ROOTS.includes(finding.rule)) continue;
    for (const name of replacementsIn(finding)) {
      const known = roots.get(name);
      if (known === undefined || rank(finding) < rank(known)) roots.set(name, finding);
    }
  }
  return new Map([...roots].map(([name, { fingerprint }]) => [name, fingerprint]));
}

/** The packages that take the place of what was needed, as far as the finding names them. */
function replacementsIn({ data }: Finding): readonly string[] {
  const nearest = data['nearest'] ?? null;
  return [data['to'], data['heir'], data['provider'], cpvOf(nearest)].flatMap(one =>
    typeof one === 'string' ? [one] : [],
  );
}

function cpvOf(value: Data): Data {
  return typeof value === 'object' && value !== null && 'cpv' in value ? (value['cpv'] ?? null) : null;
}
