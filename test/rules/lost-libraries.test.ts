// How the rules on libraries that go name the builds and the flags that made the difference.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { REPORTERS } from '../../src/report/findings/reporters.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

async function tell(text: string, rule: string): Promise<string> {
  const result = check(readScenario(text), [], RULES, { only: [rule] });
  const report = await REPORTERS['text']!();
  const plain = (words: string) => words;
  const palette = { error: plain, warning: plain, info: plain, strong: plain, faint: plain };
  const style = { width: 200, verbose: true, quiet: false, palette };
  return [...report({ result, rules: RULES, tool: { name: 'binpkg-check', version: '0' } }, style)].join('');
}

const crypt = (id: number, use: string, provides: string) =>
  `CPV: sys-libs/glibc-2.33\nBUILD_ID: ${id}\nBUILD_TIME: ${id}\nIUSE: crypt\n${use}PROVIDES: x86_64: libc.so.6${provides}\n`;
const rebuilt = (role: string) =>
  `[binhost]\nCPV: net-misc/openssh-9\nBUILD_TIME: 5\nREQUIRES: x86_64: libcrypt.so.1\n\n${crypt(2, '', '')}${role}${crypt(1, 'USE: crypt\n', ' libcrypt.so.1')}`;

describe('a rebuild that lost a library with a flag', () => {
  it('is told by its builds and the flag, with the flag as a remedy', async () => {
    const said = await tell(rebuilt('[published]\n'), 'subslot-unchanged');
    expect(said).toContain('sys-libs/glibc 2.33 build 1 -> build 2, both 0/0 (USE -crypt)');
    expect(said).toContain('build sys-libs/glibc-2.33-2 with USE="crypt" again, or publish what has');
  });

  it('the same where only the older build has it', async () => {
    const said = await tell(rebuilt('\n'), 'preserved-library-needed');
    expect(said).toContain('sys-libs/glibc 2.33 build 1 -> build 2 (USE -crypt)');
    expect(said).toContain('build sys-libs/glibc-2.33-2 with USE="crypt" again, or rebuild it against');
  });
});

describe('libraries whose symbols are not known', () => {
  it('are named: that the files of their source were not read is not said where others were', async () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\n\nCPV: sys-devel/gcc-11\nPATH: gcc.xpak\nPROVIDES: x86_64: libstdc++.so.6\n[payload a.xpak]\n/usr/bin/a elf needs=libstdc++.so.6 versions=libstdc++.so.6:GLIBCXX_3.4.32\n';
    const said = await tell(text, 'symbol-version-unmet');
    expect(said).toContain('the files of sys-devel/gcc-11 were not read');
    expect(said).not.toContain('package files were not read');
  });
});
