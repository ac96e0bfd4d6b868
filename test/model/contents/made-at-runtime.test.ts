import { describe, expect, it } from 'vitest';
import { isConfigProtected } from '../../../src/model/contents/config-protect.js';
import { bringersOf, isBasicProgram, isMadeAtRuntime } from '../../../src/model/contents/made-at-runtime.js';
import { isProgramPlace, isSideFile } from '../../../src/model/contents/side-files.js';

describe('isMadeAtRuntime', () => {
  it.each([
    '/proc/self/mounts',
    '/run',
    '/dev/null',
    '/var/lib/x',
    '/usr/src/linux',
    '/etc/mtab',
    '/etc/make.profile',
    '/etc/ssl/certs/java/cacerts',
    '/usr/share/icons/x/icon-theme.cache',
    '/usr/share/info/dir',
    '/usr/bin/gcc',
    '/usr/bin/x86_64-pc-linux-gnu-gcc',
    '/usr/lib64/libblas.so',
  ])('%s', path => expect(isMadeAtRuntime(path)).toBe(true));

  it.each(['/usr/bin/wget', '/usr/lib64/libssl.so.3', '/etc/wgetrc', '/running', '/usr/share/info/dirs'])(
    'not %s',
    path => expect(isMadeAtRuntime(path)).toBe(false),
  );
});

it('knows programs of every system, and what eselect links', () => {
  expect(['/bin/sh', '/usr/bin/env', '/sbin/openrc-run'].every(isBasicProgram)).toBe(true);
  expect(['/usr/bin/perl', '/usr/local/bin/bash', 'sh'].some(isBasicProgram)).toBe(false);
  expect([bringersOf('ruby'), bringersOf('ruby33')]).toEqual([['dev-lang/ruby'], []]);
});

it('tells what is used from what is read', () => {
  for (const path of ['/usr/share/doc/a/b', '/usr/lib64/a/tests/b', '/usr/src/linux-6.6/scripts/a.py'])
    expect(isSideFile(path)).toBe(true);
  for (const path of ['/usr/bin/test', '/usr/share/docbook/a', '/usr/lib64/contrib'])
    expect(isSideFile(path)).toBe(false);
  expect(['/usr/bin/a', '/usr/libexec/a/b', '/etc/cron.daily/a'].every(isProgramPlace)).toBe(true);
  expect(['/usr/share/a/b', '/usr/bin/a/b', '/etc/a'].some(isProgramPlace)).toBe(false);
});

describe('isConfigProtected', () => {
  const header = (protect: string, mask: string) => ({
    header: new Map([
      ['CONFIG_PROTECT', protect],
      ['CONFIG_PROTECT_MASK', mask],
    ]),
  });
  it.each([
    [undefined, '/etc/a', true],
    [undefined, '/etc/env.d/a', false],
    [undefined, '/etcetera', false],
    [header('/etc /usr/share/config/', ''), '/usr/share/config/a', true],
    [header('/etc /etc/env.d/mine', '/etc/env.d'), '/etc/env.d/mine/a', true],
    [header('/etc', '/etc/a.conf'), '/etc/a.conf', false],
    [header('', ''), '/etc/a', false],
  ] as const)('%j %s: %s', (source, path, expected) => {
    expect(isConfigProtected(source, path)).toBe(expected);
  });
});
