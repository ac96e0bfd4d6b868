// Where several binhosts have what is needed, the order in which they are named decides whose it is.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { makeFolder, runCommand } from './run-command.js';

const wget = { CPV: 'net-misc/wget-1.21', RDEPEND: 'net-dns/libidn2', BUILD_TIME: '1700000000' };
/** Equal in all but what they need: of one instance in two binhosts that of the first counts. */
const idn = (need: string) =>
  indexText([
    { CPV: 'net-dns/libidn2-2.3', BUILD_ID: '1', BUILD_TIME: '1700000000', SIZE: '1', RDEPEND: need },
  ]);

const GOOD = idn('');
const BAD = idn('dev-libs/absent');

describe('the order of binhosts', () => {
  const verdict = (args: readonly string[], folder: string) =>
    JSON.parse(
      runCommand(['installable', join(folder, 'Packages'), 'wget', '--format', 'json', ...args], {
        cwd: folder,
      }).out,
    ).verdicts[0].verdict;

  it('that --with names: the first goes before the second', () => {
    const folder = makeFolder({ Packages: indexText([wget]), 'good/Packages': GOOD, 'bad/Packages': BAD });
    const good = join(folder, 'good');
    const bad = join(folder, 'bad');
    expect(verdict(['--with', good, '--with', bad], folder)).toBe('installable');
    expect(verdict(['--with', bad, '--with', good], folder)).toBe('not-installable');
  });

  it("that a client's binrepos.conf gives, and --with before it", () => {
    const conf = (first: string, second: string) =>
      `[one]\npriority = 10\nsync-uri = ${first}\n[two]\npriority = 1\nsync-uri = ${second}\n`;
    const folder = makeFolder({
      Packages: indexText([wget]),
      'good/Packages': GOOD,
      'bad/Packages': BAD,
      'profile/make.defaults': 'ARCH="amd64"\nACCEPT_KEYWORDS="amd64 **"\nACCEPT_LICENSE="*"\n',
      'profile/eapi': '8\n',
      'etc/make.conf': 'ACCEPT_KEYWORDS="**"\nACCEPT_LICENSE="*"\n',
    });
    const url = (name: string) => pathToFileURL(join(folder, name)).href;
    const run = (first: string, second: string, ...more: readonly string[]) => {
      const etc = makeFolder({
        'make.conf': 'ACCEPT_KEYWORDS="**"\nACCEPT_LICENSE="*"\n',
        'binrepos.conf': conf(url(first), url(second)),
      });
      return verdict(['--client', etc, '--profile', join(folder, 'profile'), ...more], folder);
    };
    expect(run('good', 'bad')).toBe('installable');
    expect(run('bad', 'good')).toBe('not-installable');
    expect(run('bad', 'good', '--with', join(folder, 'good'))).toBe('installable');
  });
});
