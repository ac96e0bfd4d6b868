import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/rules/index.js';
import { kinOf, namesIn } from '../../../src/rules/kit/kin.js';

const kin = (item: string, message = 'm', id = 'r') =>
  kinOf(
    { id, kin: { fields: ['class', 'item'] } },
    { message, data: { class: 'RDEPEND', item }, identity: [] },
  );

describe('names in a value', () => {
  it.each([
    ['>=dev-libs/a-1.2_rc3-r4', 'dev-libs/a'],
    ['dev-libs/a-1.2-r3-7', 'dev-libs/a'],
    ['=dev-lang/perl-5.36*', 'dev-lang/perl'],
    ['dev-lang/perl:0/5.36=', 'dev-lang/perl:0'],
    ['dev-lang/perl:=', 'dev-lang/perl'],
    ['!!<sys-apps/b-3:2[ssl,-x(+)]', '!!sys-apps/b:2[ssl,-x(+)]'],
    ['dev-libs/c-2::guru', 'dev-libs/c::guru'],
    ['virtual/perl-Carp', 'virtual/perl-Carp'],
    ['media-libs/x264-0.0.20220222', 'media-libs/x264'],
    ['|| ( ~dev-libs/a-1 <dev-libs/b-2:0/3 )', '|| ( dev-libs/a dev-libs/b:0 )'],
    ['net-misc/wget/wget-1.21.3-2.xpak', 'net-misc/wget/wget'],
    ['/usr/lib64/libz.so.1.2', '/usr/lib64/libz.so.1.2'],
    ['libssl.so.3', 'libssl.so.3'],
  ])('%s is %s', (text, name) => {
    expect(namesIn(text)).toEqual([name]);
  });

  it('are sorted and each told once', () => {
    expect(namesIn(['b/b-2', 'a/a-1', 'b/b-1'])).toEqual(['a/a', 'b/b']);
    expect(namesIn(null)).toEqual([]);
  });
});

describe('kin', () => {
  it('is the same for another operator, version or sub-slot, and for another reason', () => {
    expect(kin('>=a/b-1')).toBe(kin('<a/b-2'));
    expect(kin('a/b:0/1=')).toBe(kin('a/b:0/2='));
    expect(kin('a/b', 'absent')).toBe(kin('a/b', 'version'));
  });

  it('differs for another name, slot, flag, repository or rule', () => {
    const all = [
      kin('a/b'),
      kin('a/c'),
      kin('a/b:1'),
      kin('a/b[x]'),
      kin('a/b::r'),
      kin('a/b', 'm', 'other'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('goes by message and identity where the rule declares nothing', () => {
    const tell = (message: string, word: string) =>
      kinOf({ id: 'r' }, { message, data: {}, identity: [word] });
    expect(tell('m', 'a/b-1')).toBe(tell('m', 'a/b-2'));
    expect(new Set([tell('m', 'x'), tell('n', 'x'), tell('m', 'y')]).size).toBe(3);
  });
});

describe('rules', () => {
  it('order by keys that their messages have', () => {
    for (const { id, kin, messages } of RULES)
      if (kin?.worse !== undefined)
        expect(JSON.stringify(messages), `${id} has no {${kin.worse}}`).toContain(`{${kin.worse}}`);
  });
});
