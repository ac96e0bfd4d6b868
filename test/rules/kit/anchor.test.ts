// The vocabulary by which rules link: what one rule follows, another announces, in the examples of the rules themselves.

import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { RULES } from '../../../src/rules/index.js';
import { anchors } from '../../../src/rules/kit/anchor.js';
import type { Messages, Report, Rule, RuleContext } from '../../../src/rules/kit/rule.js';
import { readClients } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';
import { readPolicy } from '../../support/scenario-policy.js';
import { readTree } from '../../support/scenario-tree.js';

/** A copy that lost all times, of Packages.gz too. */
const COPIED = (() => {
  const body = 'BUILD_TIME: 5\nEAPI: 8\nCHOST: x\nMD5: m\nSHA1: s\nSIZE: 1\n';
  const names = ['a', 'b'];
  const entries = names.map(pn => `CPV: x/${pn}-1\nPATH: x/${pn}-1.tbz2\n${body}MTIME: 3\n`).join('\n');
  const files = names
    .map(pn => `[file x/${pn}-1.tbz2]\nPF: ${pn}-1\nCATEGORY: x\nSLOT: 0\n${body}MTIME: 4\n`)
    .join('');
  return `[binhost]\nCHOST: x\nPACKAGES: 2\nTIMESTAMP: 9\nVERSION: 0\n\n${entries}${files}[problem compressed-mtime-differs]\nfile: Packages.gz\n`;
})();

/** What no single rule's examples provoke: a program for another machine, and what its record lacks for that reason. */
const MORE = [
  COPIED,
  `[binhost]
CPV: app-misc/a-1
CHOST: x86_64-pc-linux-gnu
REQUIRES: x86_64: libb.so.1
PATH: a.gpkg.tar
[payload a.gpkg.tar]
/usr/bin/a elf needs=libb.so.1 category=arm_64
`,
];

const kindOf = (anchor: string) => anchor.split(' ', 1)[0] as string;

/** What one run of all rules announces, and what it follows. */
class Overheard {
  readonly announced = new Set<string>();
  readonly followed = new Set<string>();

  wrap(rule: Rule): Rule {
    const report = (context: RuleContext<Messages>, made: Report<Messages>) => {
      if (made.anchor !== undefined) this.announced.add(made.anchor);
      for (const anchor of made.follows ?? []) this.followed.add(anchor);
      context.report(made);
    };
    return { ...rule, create: context => rule.create({ ...context, report: made => report(context, made) }) };
  }
}

const announced = new Set<string>();
const followed = new Set<string>();
for (const text of [...RULES.flatMap(({ examples }) => examples.map(({ bad }) => bad)), ...MORE]) {
  const overheard = new Overheard();
  const tree = readTree(text);
  const rules = RULES.map(rule => overheard.wrap(rule));
  check(readScenario(text), [], rules, {
    prove: true,
    ...(tree === null ? {} : { tree }),
    clients: readClients(text),
    policy: readPolicy(text),
  });
  for (const anchor of overheard.announced) announced.add(kindOf(anchor));
  for (const anchor of overheard.followed) followed.add(kindOf(anchor));
}

const kinds = Object.keys(anchors);

describe('the names by which rules link', () => {
  it('are those of the vocabulary', () => {
    expect([...announced, ...followed].filter(kind => !kinds.includes(kind))).toEqual([]);
  });

  it.each(kinds)('%s is announced by some rule, and followed', kind => {
    expect(announced.has(kind)).toBe(true);
    expect(followed.has(kind)).toBe(true);
  });
});
