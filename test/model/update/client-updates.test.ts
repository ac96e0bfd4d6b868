// What the two kinds of client merge when they update: Portage's merge lists in small (`fixtures/updates` has the whole table).

import { describe, expect, it } from 'vitest';
import { dedent } from '../../../src/base/dedent.js';
import { instanceName } from '../../../src/model/package.js';
import type { ClientMode } from '../../../src/model/update/client-mode.js';
import { updatesOn } from '../../../src/model/update/client-updates.js';
import { readScenario } from '../../support/scenario.js';

/** Heirs of what is installed; after a bar the rebuilds left aside. */
function updates(text: string, mode: ClientMode): string {
  const universe = readScenario(dedent([text] as unknown as TemplateStringsArray));
  const client = updatesOn(universe, 1, mode);
  const name = (pkg: Parameters<typeof instanceName>[0] | null) => (pkg === null ? [] : [instanceName(pkg)]);
  const { installed } = client.standing;
  const heirs = installed.flatMap(pkg => name(client.heirOf(pkg)));
  const ignored = installed.flatMap(pkg => name(client.ignoredFor(pkg)));
  return [...heirs.sort(), '|', ...ignored.sort()].join(' ');
}

const REBUILD = `
  [binhost]
  CPV: app-misc/a-1
  BUILD_ID: 2
  BUILD_TIME: 20
  [installed]
  CPV: app-misc/a-1
  BUILD_ID: 1
  BUILD_TIME: 10
`;

const OPERATOR = `
  [binhost]
  CPV: app-misc/a-1
  BUILD_ID: 2
  BUILD_TIME: 20
  RDEPEND: dev-libs/icu:0/74=

  CPV: dev-libs/icu-74
  SLOT: 0/74
  [installed]
  CPV: app-misc/a-1
  BUILD_ID: 1
  BUILD_TIME: 10
  RDEPEND: dev-libs/icu:0/73=

  CPV: dev-libs/icu-73
  SLOT: 0/73
`;

const PIN = `
  [binhost]
  CPV: app-misc/a-1
  BUILD_ID: 2
  BUILD_TIME: 20

  CPV: dev-libs/d-2
  [installed]
  CPV: app-misc/a-1
  BUILD_ID: 1
  BUILD_TIME: 10
  RDEPEND: <dev-libs/d-2

  CPV: dev-libs/d-1
`;

const CHAIN = `
  [binhost]
  CPV: app-misc/a-1
  BUILD_ID: 2
  BUILD_TIME: 20
  RDEPEND: dev-libs/m:0/2=

  CPV: dev-libs/m-1
  BUILD_ID: 2
  BUILD_TIME: 20
  SLOT: 0/2
  RDEPEND: dev-libs/l:0/2=

  CPV: dev-libs/l-2
  SLOT: 0/2
  [installed]
  CPV: app-misc/a-1
  BUILD_ID: 1
  BUILD_TIME: 10
  RDEPEND: dev-libs/m:0/1=

  CPV: dev-libs/m-1
  BUILD_ID: 1
  BUILD_TIME: 10
  SLOT: 0/1
  RDEPEND: dev-libs/l:0/1=

  CPV: dev-libs/l-1
  SLOT: 0/1
`;

const CHOICE = `
  [binhost]
  CPV: dev-lang/perl-5.38

  CPV: virtual/perl-X-1
  BUILD_ID: 2
  BUILD_TIME: 20
  RDEPEND: || ( =dev-lang/perl-5.38* ~perl-core/X-1 )
  [installed]
  CPV: dev-lang/perl-5.36

  CPV: virtual/perl-X-1
  BUILD_ID: 1
  BUILD_TIME: 10
  RDEPEND: || ( =dev-lang/perl-5.36* ~perl-core/X-1 )
`;

/** Something else asks for the newer perl. */
const ASKED = CHOICE.replace(
  '[binhost]',
  '[binhost]\n  CPV: dev-perl/m-2\n  RDEPEND: =dev-lang/perl-5.38*\n',
).replace('[installed]', '[installed]\n  CPV: dev-perl/m-1\n  RDEPEND: dev-lang/perl\n');

const LACKING = `
  [binhost]
  CPV: app-misc/a-1
  BUILD_ID: 2
  BUILD_TIME: 20
  [installed]
  CPV: app-misc/a-1
  BUILD_ID: 1
  BUILD_TIME: 10
  RDEPEND: dev-libs/gone
`;

const DOWNGRADE = `
  [binhost]
  CPV: app-misc/a-1

  CPV: sys-libs/glibc-2.38
  BUILD_TIME: 5
  [installed]
  CPV: app-misc/a-2
  BUILD_TIME: 10

  CPV: sys-libs/glibc-2.39
  BUILD_TIME: 10
`.replace('a-1\n', 'a-1\n  BUILD_TIME: 5\n');

describe('updates of a client', () => {
  it.each([
    ['a rebuild by itself', REBUILD, '| app-misc/a-1-2', 'app-misc/a-1-2 |'],
    [
      'one that a slot operator needs',
      OPERATOR,
      'app-misc/a-1-2 dev-libs/icu-74 |',
      'app-misc/a-1-2 dev-libs/icu-74 |',
    ],
    ['one that lifts a pin', PIN, 'dev-libs/d-2 | app-misc/a-1-2', 'app-misc/a-1-2 dev-libs/d-2 |'],
    [
      'rebuilds that lead to each other',
      CHAIN,
      'app-misc/a-1-2 dev-libs/l-2 dev-libs/m-1-2 |',
      'app-misc/a-1-2 dev-libs/l-2 dev-libs/m-1-2 |',
    ],
    [
      'one whose choice would not hold, which nobody else asks for',
      CHOICE,
      'dev-lang/perl-5.38 | virtual/perl-X-1-2',
      'dev-lang/perl-5.38 virtual/perl-X-1-2 |',
    ],
    [
      'the same, for which somebody asks',
      ASKED,
      'dev-lang/perl-5.38 dev-perl/m-2 virtual/perl-X-1-2 |',
      'dev-lang/perl-5.38 dev-perl/m-2 virtual/perl-X-1-2 |',
    ],
    ['one of what lacks something', LACKING, 'app-misc/a-1-2 |', 'app-misc/a-1-2 |'],
    ['an older version, but no older C library', DOWNGRADE, '|', 'app-misc/a-1 |'],
  ])('%s', (_, text, getbinpkg, usepkgonly) => {
    expect(updates(text, 'getbinpkg').trim()).toBe(getbinpkg);
    expect(updates(text, 'usepkgonly').trim()).toBe(usepkgonly);
  });
});
