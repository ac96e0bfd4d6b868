import { describe, expect, it } from 'vitest';
import { readLayoutConf } from '../../../src/formats/repository/layout-conf.js';

describe('readLayoutConf', () => {
  it('reads what a repository says of itself', () => {
    const text = [
      '# masters = no',
      '  masters = gentoo  other ',
      'aliases=old',
      'cache-formats = MD5-dict pms',
      'profile-formats = portage-2 profile-set',
      'eapis-banned = 0 1',
      'eapis-deprecated = 6',
      'thin-manifests = True',
      'use-manifests = false',
      'no line of it',
    ].join('\n');
    expect(readLayoutConf(text)).toEqual({
      masters: ['gentoo', 'other'],
      aliases: ['old'],
      repoName: null,
      cacheFormats: ['md5-dict', 'pms'],
      profileFormats: ['portage-2', 'profile-set'],
      eapisBanned: ['0', '1'],
      eapisDeprecated: ['6'],
      thinManifests: true,
      useManifests: 'false',
    });
  });

  it('tells masters that are none from masters that are not given', () => {
    expect(readLayoutConf('masters =\n').masters).toEqual([]);
    expect(readLayoutConf('')).toMatchObject({ masters: null, cacheFormats: [], thinManifests: false });
  });

  it('takes the last of several', () => {
    expect(readLayoutConf('masters = a\nmasters = b\n').masters).toEqual(['b']);
  });
});
