import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

describe('other bytes under a published name', () => {
  const build = (md5: string) => indexText([{ ...entry('app-misc/a-1'), MD5: md5 }]);
  const FLAGS = { only: ['file-replaced'], format: 'json', progress: false, color: false };
  const messagesOf = (text: string) =>
    JSON.parse(text).findings.map(({ severity, message }: Record<string, string>) => [severity, message]);

  it('are a warning with the published index at hand, and what fails at warnings fails', async () => {
    const published = [directory.write('before/Packages', build('a'))];
    const source = directory.write('Packages', build('b'));
    const { code, text } = await audit(source, { ...FLAGS, published });
    expect([code, messagesOf(text)]).toEqual([
      0,
      [['warning', expect.stringContaining('has other bytes at app-misc/a-1-1.xpak')]],
    ]);
    expect((await audit(source, { ...FLAGS, published, failOn: 'warning' })).code).toBe(1);
    expect(messagesOf((await audit(published[0] as string, { ...FLAGS, published })).text)).toEqual([]);
  });

  it('are found by URL too, of either side', async () => {
    const server = createServer((request, response) => {
      const isIndex = request.url === '/live/Packages';
      response.writeHead(isIndex ? 200 : 404).end(isIndex ? build('a') : '');
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
      const other = directory.write('Packages', build('b'));
      for (const [source, published] of [
        [other, url],
        [url, other],
      ] as const)
        expect(messagesOf((await audit(source, { ...FLAGS, published: [published] })).text)).toHaveLength(1);
    } finally {
      server.close();
    }
  });
});
