import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import type { ImageMember } from '../../../src/formats/container/image.js';
import { FactGatherer } from '../../../src/load/payload/scan-payload-facts.js';
import { writeElf } from '../../support/write-elf.js';

const member = (path: string, more: Partial<ImageMember>): ImageMember => ({
  path,
  kind: 'file',
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  link: '',
  offset: 512,
  ...more,
});

/** A library, and so many other names of it. */
function gather(names: number) {
  const bytes = writeElf({ needed: Array.from({ length: 16 }, (_, at) => `${at}${'N'.repeat(60_000)}`) });
  const gatherer = new FactGatherer(false);
  const reader = gatherer.visit(member('/a.so', { size: bytes.length }));
  if (reader !== null) readFromBytes(reader, bytes);
  for (let at = 0; at < names; at++) gatherer.visit(member(`/${at}.so`, { kind: 'hardlink', link: '/a.so' }));
  return gatherer.finish();
}

/** What file(1) 5.44 says: "pie executable" where the linker says so, else "shared object", of either mode. */
describe('a shared object without SONAME', () => {
  it.each([
    [undefined, 0o755, true],
    [undefined, 0o644, true],
    [false, 0o755, true],
    [true, 0o755, false],
    [true, 0o644, false],
  ])('with DF_1_PIE %s and mode %o', (pie, mode, isLibrary) => {
    const bytes = writeElf(pie === undefined ? {} : { pie });
    const gatherer = new FactGatherer(false);
    const reader = gatherer.visit(
      member('/usr/libexec/coreutils/libstdbuf.so', { mode, size: bytes.length }),
    );
    if (reader !== null) readFromBytes(reader, bytes);
    expect(gatherer.finish().facts.elf).toMatchObject([{ isLibrary }]);
  });
});

describe('FactGatherer', () => {
  it('keeps the facts of each name of a file', () => {
    expect(gather(3)).toMatchObject({ isWhole: true, problems: [] });
    expect(gather(3).facts.elf).toHaveLength(4);
  });

  it('tells where there is more to know than is kept', () => {
    const { facts, isWhole, problems } = gather(100);
    expect(isWhole).toBe(false);
    expect(facts.elf.length).toBeLessThan(40);
    expect(problems).toMatchObject([{ code: 'facts-too-many', effect: 'unchecked', offset: 512 }]);
  });
});
