// The findings on real indices against the lists that another program computed (`shared/data/indices/*/truth.json`).

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import { effectiveIuse } from '../../src/pms/iuse.js';
import { RULES } from '../../src/rules/index.js';
import type { Finding } from '../../src/rules/kit/finding.js';
import { tenth } from '../support/long.js';
import { realData } from '../support/real-data.js';

const DATA = new URL('../../../shared/data/indices/', import.meta.url);
const present = realData('indices') !== null;

interface Truth {
  readonly unmet: { readonly list: readonly { pkg: string; key: string; item: string; reason: string }[] };
  readonly slotop: {
    readonly stale_list?: readonly { pkg: string; key: string; atom: string; newest_slot: string }[];
  };
  readonly perl: { readonly virtual_diverged_list: readonly { pkg: string; item: string }[] };
  readonly soname: { readonly unprovided: { readonly list: readonly string[] } };
  readonly glibc: { readonly unmet_floor: number; readonly elf: number };
  readonly blockers: { readonly matching: number; readonly matching_newest: number };
  readonly integrity: { readonly keywords_not_accepted: number; readonly cpv_with_several_slots: number };
}

function audit(name: string, shards = 1) {
  const universe = load(name);
  return { universe, ...check(universe, [], RULES, { shards }) };
}

function load(name: string) {
  const index = readPackagesIndex(readFileSync(new URL(`${name}/Packages`, DATA)));
  return buildUniverse([
    {
      role: 'candidate',
      location: name,
      name,
      kind: 'index',
      header: index.header,
      iuseEffective: effectiveIuse(index.header),
      problems: [],
      files: null,
      discrepancies: null,
      digest: null,
      records: index.entries,
    },
  ]);
}

function instance(finding: Finding): string {
  return finding.subject.buildId === null
    ? `${finding.subject.cpv}`
    : `${finding.subject.cpv}-${finding.subject.buildId}`;
}

/** The truth counts an item twice that stands twice in one variable. */
const sorted = (list: readonly string[]) => [...new Set(list)].sort();

describe.skipIf(!present).each(present ? tenth(readdirSync(DATA).sort(), 4) : [])('%s', name => {
  const truth = JSON.parse(readFileSync(new URL(`${name}/truth.json`, DATA), 'utf8')) as Truth;
  const { universe, findings } = audit(name);
  const of = (rule: string) => findings.filter(finding => finding.rule === rule);

  it('unmet-dependency finds exactly the unmet items', () => {
    const ours = of('unmet-dependency').map(finding =>
      [instance(finding), finding.data['class'], finding.data['item'], finding.data['reason']].join(' | '),
    );
    const theirs = truth.unmet.list.map(({ pkg, key, item, reason }) =>
      [pkg, key, item, reason === 'anyof' ? 'any-of' : reason].join(' | '),
    );
    expect(sorted(ours)).toEqual(sorted(theirs));
  });

  it('slot-operator-stale finds exactly the stale atoms', () => {
    const ours = of('slot-operator-stale').map(finding =>
      [instance(finding), finding.data['class'], finding.data['atom'], finding.data['current']].join(' | '),
    );
    const theirs = (truth.slotop.stale_list ?? []).map(({ pkg, key, atom, newest_slot }) =>
      [pkg, key, atom, newest_slot].join(' | '),
    );
    expect(sorted(ours)).toEqual(sorted(theirs));
  });

  it('perl-virtual-diverged finds exactly the pinned virtuals', () => {
    const ours = of('perl-virtual-diverged').map(finding => `${instance(finding)} | ${finding.data['item']}`);
    expect(sorted(ours)).toEqual(
      sorted(truth.perl.virtual_diverged_list.map(({ pkg, item }) => `${pkg} | ${item}`)),
    );
  });

  it('soname-unmet finds exactly the unprovided libraries', () => {
    const ours = of('soname-unmet').map(
      finding => `${instance(finding)} ${finding.data['abi']} ${finding.data['soname']}`,
    );
    expect(sorted(ours)).toEqual(sorted(truth.soname.unprovided.list));
  });

  it('libc-floor, blockers, slots and keywords agree in number', () => {
    const messages = (rule: string, message: string) =>
      of(rule).filter(finding => finding.message === message).length;
    // The truth counts KEYWORDS `*` as not accepted; Portage accepts it everywhere (KeywordsManager.getMissingKeywords), and so do we.
    const keywordStars = universe.judged.filter(pkg => pkg.record.KEYWORDS === '*').length;
    expect({
      floors: of('libc-floor').length,
      blockers: of('blocker-active').length,
      newestBlockers: messages('blocker-active', 'newest'),
      slots: messages('instance-divergence', 'slot'),
      keywords: of('keyword-not-accepted').length + keywordStars,
    }).toEqual({
      floors: truth.glibc.unmet_floor,
      blockers: truth.blockers.matching,
      newestBlockers: truth.blockers.matching_newest,
      slots: truth.integrity.cpv_with_several_slots,
      keywords: truth.integrity.keywords_not_accepted,
    });
  });

  it('gives every finding a fingerprint of its own and no cause that is not there', () => {
    const fingerprints = new Set(findings.map(finding => finding.fingerprint));
    expect(fingerprints.size).toBe(findings.length);
    for (const { causedBy } of findings) if (causedBy !== null) expect(fingerprints).toContain(causedBy);
  });
});

describe.skipIf(!present)('shards', () => {
  it('1, 3 and 7 give identical bytes', () => {
    const whole = JSON.stringify(audit('x86-1M-2021-02', 1).findings);
    expect(JSON.stringify(audit('x86-1M-2021-02', 3).findings)).toBe(whole);
    expect(JSON.stringify(audit('x86-1M-2021-02', 7).findings)).toBe(whole);
  });
});
