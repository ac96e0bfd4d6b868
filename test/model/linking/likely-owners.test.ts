import { describe, expect, it } from 'vitest';
import { likelyOwners } from '../../../src/model/linking/likely-owners.js';
import { unprovidedSonames } from '../../../src/model/linking/unprovided-sonames.js';
import { readScenario } from '../../support/scenario.js';

const owner = (soname: string, ...names: readonly string[]) => likelyOwners(names)({ abi: 'x86_64', soname });

describe('likelyOwners', () => {
  it.each([
    ['libKF5I18n.so.5', 'kde-frameworks/ki18n'],
    ['libQt5Help.so.5', 'dev-qt/qthelp'],
    ['libreadline.so.8', 'sys-libs/readline'],
    ['libicuuc.so.75', 'dev-libs/icu'],
    ['liblz4.so.1', 'app-arch/lz4'],
    ['libxml2.so.2', 'dev-libs/libxml2'],
  ])('%s is of %s', (soname, name) => {
    expect(owner(soname, name)).toBe(name);
  });

  it.each([
    ['libcrypt.so.1', 'sys-libs/gdbm'],
    ['libclang-cpp.so.14', 'dev-cpp/yaml-cpp'],
    ['libz.so.1', 'app-arch/bzip2'],
    ['libbar.so.1', 'x/docs'],
  ])('%s is not of %s', (soname, name) => {
    expect(owner(soname, name)).toBeNull();
  });

  it('takes the name that resembles it most', () => {
    expect(owner('libKF5NotifyConfig.so.5', 'kde-frameworks/kconfig', 'kde-frameworks/knotifyconfig')).toBe(
      'kde-frameworks/knotifyconfig',
    );
  });
});

describe('a library of one or two letters', () => {
  const user = (name: string, dependency: string) =>
    `CPV: app-misc/${name}-1\nRDEPEND: ${dependency}\nREQUIRES: x86_64: libz.so.1\n\n`;
  const ownerIn = (text: string) =>
    [...unprovidedSonames(readScenario(`[binhost]\n${text}`)).values()].map(({ owner }) => owner);

  it('is of a missing name that begins so and that most of its users ask for', () => {
    expect(
      ownerIn(user('a', 'sys-libs/zlib') + user('b', 'sys-libs/zlib') + user('c', 'dev-libs/gone')),
    ).toEqual(['sys-libs/zlib']);
  });

  it('is of none that few ask for, or that begins otherwise', () => {
    expect(ownerIn(user('a', 'sys-libs/zlib') + user('b', 'dev-libs/gone'))).toEqual([null]);
    expect(ownerIn(user('a', 'dev-libs/gone'))).toEqual([null]);
  });
});
