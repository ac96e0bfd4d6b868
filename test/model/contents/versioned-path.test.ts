import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../../../src/model/contents/versioned-path.js';

describe('bindingsOf', () => {
  it.each([
    [
      '/usr/lib64/perl5/vendor_perl/5.38/x86_64-linux/auto/A/A.so',
      'perl 5.38 /usr/lib64/perl5/vendor_perl/5.38',
    ],
    ['/usr/lib64/perl5/site_perl/5.40/A.pm', 'perl 5.40 /usr/lib64/perl5/site_perl/5.40'],
    ['/usr/lib/perl5/5.38.2/A.pm', 'perl 5.38.2 /usr/lib/perl5/5.38.2'],
    ['/usr/lib/python3.13/site-packages/a.py', 'python 3.13 /usr/lib/python3.13'],
    ['/usr/lib/python3.13t/site-packages/a.py', 'python 3.13t /usr/lib/python3.13t'],
    ['/usr/lib64/ruby/gems/3.1.0/gems/a/a.rb', 'ruby 3.1.0 /usr/lib64/ruby/gems/3.1.0'],
    ['/usr/lib64/ruby/vendor_ruby/3.2.0/a.rb', 'ruby 3.2.0 /usr/lib64/ruby/vendor_ruby/3.2.0'],
    ['/usr/share/lua/5.4/a.lua', 'lua 5.4 /usr/share/lua/5.4'],
    ['/usr/lib64/lua/5.1/a.so', 'lua 5.1 /usr/lib64/lua/5.1'],
    ['/usr/lib64/text-2.0/ghc-9.2.8/a.hi', 'ghc 9.2.8 /usr/lib64/text-2.0/ghc-9.2.8'],
    ['/usr/lib64/ghc-9.2.8/base.conf', 'ghc 9.2.8 /usr/lib64/ghc-9.2.8'],
    ['/usr/lib/llvm/17/bin/clang', 'llvm 17 /usr/lib/llvm/17'],
    ['/usr/lib64/qt6/plugins/a.so', 'qt 6 /usr/lib64/qt6'],
    ['/usr/lib64/php8.2/a.so', 'php 8.2 /usr/lib64/php8.2'],
    ['/lib/modules/6.6.30-gentoo/a.ko', 'linux 6.6.30-gentoo /lib/modules/6.6.30-gentoo'],
    ['/usr/lib/gcc/x86_64-pc-linux-gnu/13/crt1.o', 'gcc 13 /usr/lib/gcc/x86_64-pc-linux-gnu/13'],
    ['/opt/x/a.cpython-311-x86_64-linux-gnu.so', 'python 3.11 cpython-311-x86_64-linux-gnu'],
    ['/opt/x/a.pypy310-pp73-x86_64-linux-gnu.so', 'pypy 3.10 pypy310-pp73-x86_64-linux-gnu'],
    ['/opt/x/a.abi3.so', 'python abi3 abi3'],
    ['/usr/lib64/libpython3.11.so.1.0', ''],
    ['/usr/lib64/perl5', ''],
    ['/home/usr/lib/python3.11/a', ''],
  ])('%s: %s', (path, expected) => {
    expect(
      bindingsOf(path)
        .map(({ what, version, place }) => `${what} ${version} ${place}`)
        .join('; '),
    ).toBe(expected);
  });
});
