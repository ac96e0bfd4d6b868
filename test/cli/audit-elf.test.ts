// `audit --payload` on packages with real ELF files: kernels, levels of x86-64, machines and records.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeElf } from '../support/write-elf.js';
import { writeGpkg } from '../support/write-gpkg.js';
import { makeFolder, runCommand } from './run-command.js';

const folder = makeFolder({
  'number.yaml': 'kernel: 5.10\n',
  'word.yaml': 'isa: x86-64-v5\n',
  'good.yaml': 'kernel: "4.4"\nisa: x86-64-v3\n',
});
const pkgdir = join(folder, 'pkgdir');

const IMAGES = {
  plain: {
    name: 'usr/bin/plain',
    content: writeElf({ pie: true, needed: ['libc.so.6'], kernel: [3, 2, 0] }),
  },
  kernel: {
    name: 'usr/lib64/libkernel.so.1',
    content: writeElf({ soname: 'libkernel.so.1', needed: ['libc.so.6'], kernel: [5, 10, 0] }),
  },
  fast: {
    name: 'usr/lib64/libfast.so.1',
    content: writeElf({ soname: 'libfast.so.1', needed: ['libc.so.6'], isaNeeded: 0b0111 }),
  },
  chosen: {
    name: 'usr/lib64/glibc-hwcaps/x86-64-v3/libchosen.so.1',
    content: writeElf({ soname: 'libchosen.so.1', needed: ['libc.so.6'], isaNeeded: 0b0111 }),
  },
  arm: { name: 'usr/bin/arm', content: writeElf({ machine: 183, pie: true, needed: ['libc.so.6'] }) },
  lying: { name: 'usr/bin/lying', content: writeElf({ pie: true, needed: ['libc.so.6', 'libfast.so.1'] }) },
} as const;
const PROVIDED: Readonly<Record<string, string>> = {
  kernel: 'x86_64: libkernel.so.1',
  fast: 'x86_64: libfast.so.1',
  chosen: 'x86_64: libchosen.so.1',
};

beforeAll(async () => {
  for (const [name, file] of Object.entries(IMAGES)) {
    const provides = PROVIDED[name];
    const metadata = {
      BUILD_ID: '1\n',
      BUILD_TIME: '1700000000\n',
      CATEGORY: 'app-misc\n',
      CFLAGS: '-O2 -march=x86-64 -pipe\n',
      CHOST: 'x86_64-pc-linux-gnu\n',
      EAPI: '8\n',
      PF: `${name}-1\n`,
      SLOT: '0\n',
      REQUIRES: `${name === 'arm' ? 'arm_64' : 'x86_64'}: libc.so.6\n`,
      ...(provides === undefined ? {} : { PROVIDES: `${provides}\n` }),
      repository: 'gentoo\n',
    };
    const path = join(pkgdir, `app-misc/${name}/${name}-1-1.gpkg.tar`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await writeGpkg({ prefix: `${name}-1-1`, metadata, image: [file] }));
  }
  expect(runCommand(['index', pkgdir, '--write']).code).toBe(0);
});

const RULES = 'elf-foreign,isa-level,kernel-floor,needed-undeclared,requires-untrue';

function audit(...more: readonly string[]) {
  const ran = runCommand(
    ['audit', pkgdir, '--payload', '--no-cache', '--format', 'json', '--only', RULES, ...more],
    { env: { HOME: folder } },
  );
  // With a configuration file, which one.
  expect(ran.err.replace(/^binpkg-check: by .*\n$/, '')).toBe('');
  return JSON.parse(ran.out).findings.map(
    (finding: { rule: string; message: string; severity: string; subject: { cpv: string }; data: unknown }) =>
      `${finding.severity} ${finding.rule} ${finding.subject.cpv}`,
  );
}

const ALWAYS = [
  'error elf-foreign app-misc/arm-1',
  'error requires-untrue app-misc/lying-1',
  'warning needed-undeclared app-misc/lying-1',
];

describe('ELF files of a binhost', () => {
  it('are judged by what is usual here where nobody says what clients have', () => {
    expect(audit().sort()).toEqual(
      [...ALWAYS, 'error isa-level app-misc/fast-1', 'info kernel-floor app-misc/kernel-1'].sort(),
    );
  });

  it('are judged by what clients have', () => {
    expect(audit('--kernel', '4.4', '--isa', 'x86-64-v3').sort()).toEqual(
      [...ALWAYS, 'error kernel-floor app-misc/kernel-1'].sort(),
    );
    expect(audit('--kernel', '5.10', '--isa', 'x86-64-v2').sort()).toEqual(
      [...ALWAYS, 'error isa-level app-misc/fast-1'].sort(),
    );
    expect(audit('--config', join(folder, 'good.yaml'))).toEqual(
      audit('--kernel', '4.4', '--isa', 'x86-64-v3'),
    );
  });
});

describe('what clients have', () => {
  const fail = (...more: readonly string[]) => {
    const ran = runCommand(['audit', pkgdir, ...more]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    return ran.err;
  };

  it('is a version of Linux and a level of x86-64', () => {
    expect(fail('--kernel', 'six')).toContain("--kernel 'six' is no version of Linux");
    expect(fail('--kernel', '')).toContain("--kernel '' is no version of Linux");
    expect(fail('--kernel', '6.1.0-gentoo')).toContain('as 5.10 or 6.1.12');
    expect(fail('--isa', 'x86-64-v5')).toContain("there is no level of x86-64 'x86-64-v5'");
    expect(fail('--isa', '')).toContain("there is no level of x86-64 ''");
  });

  it('is a text in a file, as 5.10 is not 5.1', () => {
    expect(fail('--config', join(folder, 'number.yaml'))).toContain(
      `number.yaml:1: 'kernel' must be a version of Linux in quotation marks, as "5.10"`,
    );
    expect(fail('--config', join(folder, 'word.yaml'))).toContain("did you mean 'x86-64-v");
  });
});
