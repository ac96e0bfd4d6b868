import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const judge = (text: string) =>
  check(readScenario(text), [], RULES, { only: ['environment-mixed'] }).findings.map(
    ({ severity, message, data }) =>
      [
        severity,
        message,
        data['key'] ?? data['mask'] ?? data['path'],
        data['words'] ?? data['more'],
      ] as const,
  );
const headed = (...lines: readonly string[]) => judge(`[binhost]\n${lines.join('\n')}\n\nCPV: x/a-1\n`);

describe('a header', () => {
  it('of one profile is well', () => {
    expect(
      headed(
        'ARCH: amd64',
        'ELIBC: glibc',
        'KERNEL: linux',
        'IUSE_IMPLICIT: prefix prefix-guest',
        'USE_EXPAND: ABI_X86 ELIBC',
        'USE_EXPAND_VALUES_ELIBC: glibc musl',
        'CONFIG_PROTECT: /etc /etc',
        'FEATURES: a -a',
      ),
    ).toEqual([]);
  });

  it('put together from several says so by what it says twice or both ways', () => {
    expect(headed('ARCH: amd64 arm64', 'IUSE_IMPLICIT: prefix prefix', 'USE: ssl -ssl')).toEqual(
      [
        ['info', 'repeat', 'IUSE_IMPLICIT', ['prefix']],
        ['warning', 'contradiction', 'ARCH', ['amd64', 'arm64']],
        ['warning', 'contradiction', 'USE', ['ssl', '-ssl']],
      ].sort((a, b) => ((a[1] as string) < (b[1] as string) ? -1 : 1)),
    );
  });
});

describe('what a builder left out', () => {
  const pkg = (name: string, mask: string) =>
    `[file ${name}.xpak]\nPF: ${name}-1\nCATEGORY: x\nSLOT: 0\nEAPI: 8\n${mask === '' ? '' : `PKG_INSTALL_MASK: ${mask}\n`}`;
  const host = (...masks: readonly string[]) => {
    const names = ['a', 'b', 'c'];
    const entries = names.map(name => `CPV: x/${name}-1\nPATH: ${name}.xpak\n`);
    return judge(
      `[binhost]\nVERSION: 0\n\n${entries.join('\n')}${names.map((name, at) => pkg(name, masks[at] ?? '')).join('')}`,
    );
  };

  it('is told where others have it, not where it is the rule of the binhost', () => {
    expect(host('*.la', '*.la', '*.la')).toEqual([]);
    expect(host('*.la', '', '')).toEqual([['info', 'masked', '*.la', undefined]]);
    // More than the others is no harm.
    expect(host('*.la', '*.la', '')).toEqual([]);
  });
});

describe('extended attributes', () => {
  const image = (lines: string, metadata = '') =>
    judge(
      `[binhost]\nVERSION: 0\n\nCPV: x/a-1\nPATH: a.xpak\n[file a.xpak]\nPF: a-1\nCATEGORY: x\nSLOT: 0\nEAPI: 8\n${metadata}[payload a.xpak]\n${lines}\n`,
    );

  it('of the builder are told once for a package; those that clients leave out, and marks of PaX, are not', () => {
    const two = '/usr/bin/a file xattr=user.com.host\n/usr/bin/b file xattr=user.com.host,user.other';
    expect(image(two)).toEqual([['info', 'leaked', '/usr/bin/a', 1]]);
    expect(
      image('/usr/bin/a file xattr=user.xdg.origin.url,user.pax.flags,user.mime_encoding,trusted.x'),
    ).toEqual([]);
  });

  it('that are capabilities are told where nothing sets them again', () => {
    const ping = '/usr/bin/ping file xattr=security.capability';
    expect(image(ping)).toEqual([['info', 'capability', '/usr/bin/ping', null]]);
    expect(image(ping, 'INHERITED: fcaps toolchain-funcs\n')).toEqual([]);
  });
});
