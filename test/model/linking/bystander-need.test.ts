import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { sonameUnmet } from '../../../src/rules/soname-unmet.js';
import { readScenario } from '../../support/scenario.js';

function judge(text: string): readonly string[] {
  return check(readScenario(text), [], [sonameUnmet]).findings.map(
    ({ severity, assurance, data }) => `${severity} ${assurance} ${data['soname']}`,
  );
}

const image = (file: string) =>
  judge(
    `[binhost]\nCPV: dev-java/jna-1\nCHOST: x86_64-pc-linux-gnu\nPATH: a.xpak\n[payload a.xpak]\n${file}\n`,
  );

describe('a need that nothing provides', () => {
  it.each([
    [
      'of a file of another system',
      '/usr/lib64/jna/libjnidispatch.so elf needs=libc.so.7 osabi=freebsd',
      'info proved',
    ],
    [
      'of a file of another machine',
      '/usr/lib64/jna/a.so elf needs=libx.so.7 category=arm_64',
      'info proved',
    ],
    ['of data', '/usr/share/jna/libjansi.so elf needs=libx.so.7', 'info proved'],
    ['of a prebuilt library below /opt', '/opt/jna/lib/plugin.so elf needs=libx.so.7', 'warning assumed'],
    ['of a plugin', '/usr/lib64/jna/plugin.so elf needs=libx.so.7', 'error proved'],
    ['of a program', '/usr/bin/jna elf needs=libx.so.7', 'error proved'],
    ['of a program below /opt', '/opt/jna/bin/jna elf needs=libx.so.7', 'error proved'],
  ])('%s', (_, file, expected) => {
    expect(image(file).map(text => text.replace(/ lib\S+$/, ''))).toEqual([expected]);
  });

  it('is an error as soon as one file is in the way of everybody', () => {
    expect(image('/opt/jna/plugin.so elf needs=libx.so.7\n/usr/bin/jna elf needs=libx.so.7')).toEqual([
      'error proved libx.so.7',
    ]);
  });

  it('goes by what is recorded of files that were not read, and by the name of a C library', () => {
    const entry = (soname: string) =>
      `CHOST: x\nPACKAGES: 1\nTIMESTAMP: 9\nVERSION: 0\n\nCPV: dev-java/maven-3\nPATH: dev-java/maven-3.tbz2\nREQUIRES: x86_64: ${soname}\n`;
    const file = (path: string) =>
      `[file dev-java/maven-3.tbz2]\nPF: maven-3\nCATEGORY: dev-java\nSLOT: 0\nNEEDED.ELF.2: X86_64;${path};libjansi.so;;libx.so.7;x86_64\n`;
    expect(judge(`[binhost]\n${entry('libx.so.7')}${file('/usr/share/maven/libjansi.so')}`)).toEqual([
      'info proved libx.so.7',
    ]);
    expect(judge(`[binhost]\n${entry('libx.so.7')}${file('/usr/bin/mvn')}`)).toEqual([
      'error proved libx.so.7',
    ]);
    expect(judge(`[binhost]\n${entry('libc.so.7')}`)).toEqual(['info proved libc.so.7']);
    expect(judge(`[binhost]\n${entry('libc.so.6.1')}`)).toEqual(['error proved libc.so.6.1']);
  });
});
