import { describe, expect, it } from 'vitest';
import { likelyOwners } from '../../src/model/likely-owners.js';

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
