// Small universes for fast-check: few names, versions and slots, so that needs meet, exclude and block each other often.

import fc from 'fast-check';

const NAMES = ['a/a', 'a/b', 'a/c', 'a/d'] as const;
const SLOTS = ['0', '0', '0/1', '0/2', '1'] as const;

export interface PackageDraft {
  readonly name: string;
  readonly version: number;
  readonly slot: string;
  readonly flag: boolean;
  readonly rdepend: string;
  readonly pdepend: string;
  readonly provides: string;
  readonly requires: string;
}

/** BUILD_ID tells instances of one version apart. */
export interface Built extends PackageDraft {
  readonly build: number;
}

const name = fc.constantFrom(...NAMES);
const version = fc.integer({ min: 1, max: 2 });

const atom = fc.oneof(
  { weight: 4, arbitrary: name },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('=', '>=', '<'), name, version)
      .map(([operator, cpn, v]) => `${operator}${cpn}-${v}`),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(name, fc.constantFrom(':0', ':1', ':0/1=', ':0/2=', ':0/0=', ':=')).map(both),
  },
  { weight: 1, arbitrary: fc.tuple(name, fc.constantFrom('[f]', '[-f]')).map(both) },
  { weight: 1, arbitrary: fc.constant('a/gone') },
);

const blocker = fc
  .tuple(
    fc.constantFrom('!', '!!'),
    fc.oneof(
      name,
      fc.tuple(name, version).map(([cpn, v]) => `<${cpn}-${v}`),
    ),
  )
  .map(both);

const { item } = fc.letrec<{ item: string; group: string }>(tie => ({
  item: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 6, arbitrary: atom },
    { weight: 2, arbitrary: blocker },
    { weight: 3, arbitrary: tie('group') },
  ),
  group: fc
    .tuple(fc.constantFrom('|| ', '|| ', ''), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
    .map(([kind, items]) => `${kind}( ${items.join(' ')} )`),
}));

const library = fc.constantFrom('', '', 'x86_64: l.so.1', 'x86_64: l.so.2', 'x86_64: l.so.1 x86_32: l.so.1');

export const draft: fc.Arbitrary<PackageDraft> = fc.record({
  name,
  version,
  slot: fc.constantFrom(...SLOTS),
  flag: fc.boolean(),
  rdepend: fc.array(item, { maxLength: 3 }).map(items => items.join(' ')),
  pdepend: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: item }),
  provides: library,
  requires: library,
});

/** What is offered. */
export const offered = fc.array(draft, { minLength: 2, maxLength: 5 });
/** What is installed: one package in each slot. */
export const installed = fc.uniqueArray(draft, {
  minLength: 1,
  maxLength: 3,
  selector: ({ name: cpn, slot }) => `${cpn}:${slot.split('/')[0]}`,
});

/** Builds numbered from some number on. */
export function build(drafts: readonly PackageDraft[], from = 1): readonly Built[] {
  return drafts.map((one, at) => ({ ...one, build: from + at }));
}

export function scenarioText(binhost: readonly Built[], baseline: readonly Built[] | null = null): string {
  const parts = [`[binhost]\n${binhost.map(stanza).join('\n')}`];
  if (baseline !== null) parts.push(`[installed]\n${baseline.map(stanza).join('\n')}`);
  return parts.join('\n');
}

function stanza(pkg: Built): string {
  const fields = [
    ['CPV', `${pkg.name}-${pkg.version}`],
    ['BUILD_ID', String(pkg.build)],
    ['EAPI', '8'],
    ['SLOT', pkg.slot],
    ['IUSE', 'f'],
    ['USE', pkg.flag ? 'f' : ''],
    ['RDEPEND', pkg.rdepend],
    ['PDEPEND', pkg.pdepend],
    ['PROVIDES', pkg.provides],
    ['REQUIRES', pkg.requires],
  ];
  return fields.map(([key, value]) => (value === '' ? '' : `${key}: ${value}\n`)).join('');
}

function both([one, other]: readonly [string, string]): string {
  return one + other;
}
