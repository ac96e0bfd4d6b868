import { describe, expect, it } from 'vitest';
import { readBinrepos } from '../../../src/load/client/read-binrepos.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();

describe('the binhosts of a client', () => {
  it('are none without binrepos.conf', () => {
    expect(readBinrepos(directory.path)).toEqual([]);
  });

  it('come in the order in which Portage prefers them', () => {
    directory.write(
      'binrepos.conf',
      [
        '[DEFAULT]',
        'verify-signature = true',
        '[a]',
        'sync-uri = https://a.example/hosts/',
        '[official]',
        'priority = 1',
        'sync-uri = https://official.example/x86-64/',
        '# [gone]',
        '[mine]',
        'priority = 9999',
        'sync-uri = https://mine.example',
        '[b]',
        'priority = many',
        'sync-uri = https://b.example',
        '[nothing]',
        'priority = 5',
      ].join('\n'),
    );
    expect(readBinrepos(directory.path)).toEqual([
      'https://mine.example',
      'https://official.example/x86-64',
      'https://b.example',
      'https://a.example/hosts',
    ]);
  });

  it('may be spread over a directory, a later file has the last word', () => {
    directory.write('etc/binrepos.conf/10-official.conf', '[o]\npriority = 1\nsync-uri = file:///srv/old\n');
    directory.write('etc/binrepos.conf/20-mine.conf', '[o]\nsync-uri = file:///srv/new\n');
    expect(readBinrepos(`${directory.path}/etc`)).toEqual(['file:///srv/new']);
  });
});
