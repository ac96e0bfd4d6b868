import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { audit } from './run-inside.js';

const directory = useTemporaryDirectory();
const entry = (cpv: string, rdepend = '') => ({
  ...{ BUILD_ID: '1', CPV: cpv, MD5: 'm', PATH: `${cpv}-1.xpak` },
  ...(rdepend === '' ? {} : { RDEPEND: rdepend }),
});

function run(entries: readonly Readonly<Record<string, string>>[], failOn = 'error') {
  const source = directory.write('Packages', indexText(entries));
  const flags = { prove: true, only: ['not-installable'], failOn, progress: false, color: false };
  return audit(source, flags);
}

const UNREADABLE = entry('app-misc/a-1', 'dev-libs/b (');
const REFUSED = entry('app-misc/c-1', 'dev-libs/absent');

describe('a proof that was given up', () => {
  it('is none where nobody can take the package: that is known', async () => {
    expect((await run([UNREADABLE])).code).toBe(1);
  });

  it('takes nothing from what was found', async () => {
    expect((await run([UNREADABLE, REFUSED])).code).toBe(1);
    expect((await run([UNREADABLE], 'warning')).code).toBe(1);
  });

  it('is not where all was decided', async () => {
    expect((await run([entry('app-misc/a-1')])).code).toBe(0);
  });
});

describe('what is wrong', () => {
  it('is wrong whatever could not run: 1, and what is missing is said all the same', async () => {
    const source = directory.write('Packages', indexText([REFUSED]));
    const flags = { only: ['unmet-dependency', 'mirror-stale'], progress: false, color: false };
    const { code, notes } = await audit(source, flags);
    expect(code).toBe(1);
    expect(notes).toEqual(["'mirror-stale' was asked for and could not run: it needs a mirror (--mirror)"]);
    expect((await audit(source, { ...flags, failOn: 'never' })).code).toBe(3);
    const healthy = directory.write('Packages', indexText([entry('app-misc/a-1')]));
    expect((await audit(healthy, flags)).code).toBe(3);
  });
});
