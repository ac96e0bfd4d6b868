import { describe, expect, it } from 'vitest';
import { placeDirectory, usrLayout } from '../../../src/model/contents/usr-layout.js';
import { readScenario } from '../../support/scenario.js';

describe('usrLayout', () => {
  it.each([
    ['CPV: a/b-1\nIUSE: split-usr\nUSE: split-usr\n', 'split'],
    ['CPV: a/b-1\nIUSE: split-usr\n', 'merged'],
    ['CPV: a/b-1\n', 'unknown'],
    ['PROFILE: default/linux/amd64/23.0/systemd\nVERSION: 0\n\nCPV: a/b-1\n', 'merged'],
    ['PROFILE: default/linux/amd64/23.0/split-usr\nVERSION: 0\n\nCPV: a/b-1\n', 'split'],
    ['PROFILE: default/linux/amd64/17.1/desktop\nVERSION: 0\n\nCPV: a/b-1\n', 'split'],
    ['PROFILE: default/linux/amd64/17.1/systemd/merged-usr\nVERSION: 0\n\nCPV: a/b-1\n', 'merged'],
    // Packages know better than the profile of the day, and the newest of them count.
    ['PROFILE: x/23.0\nVERSION: 0\n\nCPV: a/b-1\nIUSE: split-usr\nUSE: split-usr\n', 'split'],
    ['CPV: a/b-1\nIUSE: split-usr\nUSE: split-usr\n\nCPV: a/b-2\nIUSE: split-usr\n', 'merged'],
  ])('%j is %s', (index, expected) => {
    expect(usrLayout(readScenario(`[binhost]\n${index}`))).toBe(expected);
  });
});

describe('placeDirectory', () => {
  it.each([
    ['/bin', '/usr/bin'],
    ['/sbin/x', '/usr/bin/x'],
    ['/usr/sbin', '/usr/bin'],
    ['/usr/sbin/x', '/usr/bin/x'],
    ['/usr/sbinx', '/usr/sbinx'],
    ['/lib', '/usr/lib'],
    ['/lib64/x', '/usr/lib64/x'],
    ['/libexec', '/libexec'],
    ['/library', '/library'],
    ['/usr/lib', '/usr/lib'],
    ['/var/run/x', '/run/x'],
    ['/var/lock', '/run/lock'],
    ['/var/running', '/var/running'],
    ['/', ''],
    ['', ''],
  ])('%s is %s where /usr is merged', (path, place) => {
    expect(placeDirectory(path, 'merged')).toBe(place);
  });

  it('leaves all but /var/run where /usr is apart', () => {
    for (const path of ['/bin/x', '/usr/sbin', '/lib64', '/var/lib'])
      expect(placeDirectory(path, 'split')).toBe(path);
    expect(placeDirectory('/var/run', 'split')).toBe('/run');
  });
});
