// Small hand-made rules and results that the tests of the report share.

import type { CheckResult } from '../../src/check/result.js';
import type { ReportInput } from '../../src/report/findings/reporter.js';
import type { Finding, FindingData } from '../../src/rules/kit/finding.js';
import type { Rule } from '../../src/rules/kit/rule.js';

export const libcFloor: Rule = {
  id: 'libc-floor',
  severity: 'error',
  scope: 'package',
  needs: [],
  documentation: {
    what: 'A package must not need a newer libc than clients can have.',
    why: 'Merged before the new libc, its programs do not start: "version `GLIBC_2.38\' not found".',
    remedy: 'Publish the libc that the package was built on, or rebuild the package on the older one.',
    source: 'bug 913628; Portage 3.0.57, _inject_libc_dep',
  },
  messages: {
    'too-old': {
      text: 'needs {libc} {needed}, the newest here is {available}',
      remedy: 'publish {fix} first; it repairs all {builds}',
      cause: '{libc}',
      title: '{libc} is too old for packages built on a newer one',
      family: '{causes} libcs are too old for {packages} packages',
      rows: {
        needs: '{needed}',
        has: '{available}',
        so: 'merged on their own these packages do not start',
      },
    },
  },
  examples: [
    {
      bad: '[binhost]\nCPV: net-misc/wget-1.21\nRDEPEND: >=sys-libs/glibc-2.38\n\nCPV: sys-libs/glibc-2.37\n',
      good: '[binhost]\nCPV: net-misc/wget-1.21\nRDEPEND: >=sys-libs/glibc-2.38\n\nCPV: sys-libs/glibc-2.38\n',
      expect: ['too-old'],
    },
  ],
  create: () => ({}),
};

export const unmetDependency: Rule = {
  id: 'unmet-dependency',
  severity: 'error',
  scope: 'package',
  needs: [],
  documentation: {
    what: 'Every runtime dependency must have a provider.',
    why: 'Portage refuses to install the package.',
    remedy: 'Add the provider, or name the baseline that has it.',
    source: 'PMS 8.1',
  },
  messages: {
    absent: {
      text: '{class} needs {item}, which nothing here provides',
      remedy: 'add {name}, or name the baseline that has it (--installed)',
      cause: '{name}',
      title: '{name} is missing',
      family: '{causes} packages that others need are not here',
      rows: { needs: '{item}' },
    },
    version: {
      text: '{class} needs {item}, the nearest is {nearest}',
      remedy: 'publish a version that {item} allows',
      cause: '{item}',
      title: 'no version of {name} is the one that others need',
      family: '{causes} packages are here in another version than others need',
      rows: { needs: '{item}', has: '{nearest}' },
    },
  },
  examples: [],
  create: () => ({}),
};

const environmentMixed: Rule = {
  id: 'environment-mixed',
  severity: 'warning',
  scope: 'index',
  needs: [],
  documentation: {
    what: 'One index, one environment.',
    why: 'It mixes.',
    remedy: 'Split it.',
    source: 'PMS 5.3',
  },
  messages: {
    chost: {
      text: 'was built for {chost}, the index says {expected}',
      remedy: 'publish it in the index of {chost}',
      cause: '{chost}',
      title: 'packages for {chost} in an index for {expected}',
      family: 'packages for {causes} other CHOSTs',
    },
    eapi: {
      severity: 'info',
      text: 'has EAPI {eapi}',
      remedy: 'nothing',
      cause: '{eapi}',
      title: 'packages with EAPI {eapi}',
      family: '{packages} packages with {causes} old EAPIs',
    },
    stray: {
      text: '{file} is not in the index',
      remedy: 'remove it, or run: binpkg-check index --write',
      cause: '',
      title: 'files that the index does not know',
      family: '',
    },
  },
  examples: [],
  create: () => ({}),
};

export const RULES: readonly Rule[] = [environmentMixed, libcFloor, unmetDependency];

export interface FindingSketch {
  readonly cpv?: string | null;
  readonly build?: number;
  readonly path?: string;
  readonly superseded?: boolean;
  readonly severity?: Finding['severity'];
  readonly causedBy?: string;
}

/** A finding whose fingerprint is made of its rule, subject and data, as the engine promises. */
export function makeFinding(
  rule: string,
  message: string,
  data: FindingData,
  sketch: FindingSketch = {},
): Finding {
  const cpv = sketch.cpv === undefined ? 'net-misc/wget-1.21' : sketch.cpv;
  const subject = {
    cpv,
    buildId: sketch.build ?? null,
    repo: cpv === null ? null : 'gentoo',
    path: sketch.path ?? (cpv === null ? null : `${cpv}.tbz2`),
    superseded: sketch.superseded ?? false,
  };
  const severity = sketch.severity ?? (rule === 'environment-mixed' ? 'warning' : 'error');
  const fingerprint = hash(JSON.stringify([rule, message, subject, data]));
  return {
    rule,
    message,
    severity,
    assurance: 'proved',
    subject,
    data,
    causedBy: sketch.causedBy ?? null,
    fingerprint,
    kin: hash(JSON.stringify([rule, cpv, data])),
  };
}

export function makeResult(findings: readonly Finding[], rest: Partial<CheckResult> = {}): CheckResult {
  return {
    inputs: [{ role: 'candidate', location: 'live', packages: 2433, digest: 'sha256:00ff' }],
    packages: 2433,
    names: 906,
    unusable: 0,
    faulty: rest.unusable ?? 0,
    findings,
    rulesRun: 1,
    ran: ['unmet-dependency'],
    skipped: [],
    notRun: [],
    unchecked: [],
    ...rest,
  };
}

/** What a command hands to a format. */
export function makeInput(result: CheckResult, rest: Partial<ReportInput> = {}): ReportInput {
  return { result, rules: RULES, tool: { name: 'binpkg-check', version: '0.1.0' }, ...rest };
}

export function absent(name: string, cpv: string, sketch: FindingSketch = {}): Finding {
  return makeFinding(
    'unmet-dependency',
    'absent',
    { class: 'RDEPEND', item: name, name },
    { cpv, ...sketch },
  );
}

export function tooOld(needed: string, cpv: string, sketch: FindingSketch = {}): Finding {
  const data = {
    libc: 'sys-libs/glibc',
    needed,
    available: '2.38-r10',
    fix: 'sys-libs/glibc-2.40',
    builds: 518,
  };
  return makeFinding('libc-floor', 'too-old', data, { cpv, ...sketch });
}

/** Two rounds of FNV-1a: sixteen hexadecimal digits that spread well enough for a test. */
function hash(text: string): string {
  return [0x811c9dc5, 0x01234567]
    .map(seed => {
      let value = seed;
      for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
      return value.toString(16).padStart(8, '0');
    })
    .join('');
}
