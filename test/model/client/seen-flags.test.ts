// Which flags an old package has, as a client's profile says: answers of Portage for each USE dependency on `lib/d`.

import { describe, expect, it } from 'vitest';
import { universeSeenBy } from '../../../src/model/client/client-universe.js';
import { makeClient } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';

const FLAGS = [
  ...['x86', 'amd64', 'elibc_glibc', 'elibc_musl', 'elibc_odd', 'kernel_linux', 'build', 'bootstrap'],
  ...['prefix', 'masked', 'forced', 'ssl', 'own', 'linguas_de'],
];

const HEADER = `ARCH: x86
IUSE_IMPLICIT: prefix
USE_EXPAND: ELIBC LINGUAS KERNEL
USE_EXPAND_HIDDEN: ELIBC KERNEL
USE_EXPAND_IMPLICIT: ELIBC ARCH
USE_EXPAND_UNPREFIXED: ARCH
USE_EXPAND_VALUES_ARCH: x86 amd64
USE_EXPAND_VALUES_ELIBC: glibc musl
VERSION: 0
`;

/** `arch.list` is empty: the values of ARCH do not stand in for it. */
const CLIENT = makeClient({
  variables: new Map([['USE_EXPAND_HIDDEN', 'ELIBC KERNEL']]),
  arch: 'x86',
  acceptKeywords: ['**'],
  iuseEffective: new Set(['prefix', 'x86', 'amd64', 'elibc_glibc', 'elibc_musl']),
  useMask: new Set(['masked']),
  useForce: new Set(['forced', 'x86']),
});

/** EAPI and USE of the package, and which dependencies on it are met. */
const ANSWERS: readonly (readonly [string, string, string])[] = [
  [
    '4',
    'x86 elibc_glibc build prefix forced masked kernel_linux ssl',
    'x86 x86(+) amd64(+) -amd64(-) elibc_glibc elibc_glibc(+) -elibc_musl -elibc_musl(-) -elibc_odd -elibc_odd(-) kernel_linux kernel_linux(+) build build(+) -bootstrap -bootstrap(-) prefix(+) -prefix(-) masked masked(+) forced forced(+) ssl(+) -ssl(-) -own -own(-) linguas_de(+) -linguas_de(-)',
  ],
  [
    '4',
    '',
    '-x86 -x86(-) amd64(+) -amd64(-) -elibc_glibc -elibc_glibc(-) -elibc_musl -elibc_musl(-) -elibc_odd -elibc_odd(-) -kernel_linux -kernel_linux(-) -build -build(-) -bootstrap -bootstrap(-) prefix(+) -prefix(-) -masked -masked(-) -forced -forced(-) ssl(+) -ssl(-) -own -own(-) linguas_de(+) -linguas_de(-)',
  ],
  [
    '5',
    'x86 elibc_glibc build prefix forced masked kernel_linux ssl',
    'x86 x86(+) -amd64 -amd64(-) elibc_glibc elibc_glibc(+) -elibc_musl -elibc_musl(-) elibc_odd(+) -elibc_odd(-) kernel_linux kernel_linux(+) build build(+) bootstrap(+) -bootstrap(-) prefix prefix(+) masked masked(+) forced forced(+) ssl ssl(+) -own -own(-) linguas_de(+) -linguas_de(-)',
  ],
  [
    '5',
    '',
    '-x86 -x86(-) -amd64 -amd64(-) -elibc_glibc -elibc_glibc(-) -elibc_musl -elibc_musl(-) elibc_odd(+) -elibc_odd(-) kernel_linux(+) -kernel_linux(-) build(+) -build(-) bootstrap(+) -bootstrap(-) -prefix -prefix(-) masked(+) -masked(-) forced(+) -forced(-) ssl(+) -ssl(-) -own -own(-) linguas_de(+) -linguas_de(-)',
  ],
];

describe.each(ANSWERS)('EAPI %s, USE "%s"', (eapi, use, met) => {
  it('has the flags that Portage sees', () => {
    const entry = `CPV: lib/d-1\nEAPI: ${eapi}\nIUSE: own\nUSE: ${use}\nKEYWORDS: x86\n`;
    const seen = universeSeenBy(readScenario(`[binhost]\n${HEADER}\n${entry}`), CLIENT);
    const asked = FLAGS.flatMap(flag => [flag, `-${flag}`, `${flag}(+)`, `-${flag}(-)`]);
    const got = asked.filter(text => seen.matches(seen.atom(`lib/d[${text}]`)).length > 0);
    expect(got.join(' ')).toBe(met);
  });
});
