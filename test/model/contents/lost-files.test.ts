import { describe, expect, it } from 'vitest';
import { isDispensable, lostSince, lostSinceMerge } from '../../../src/model/contents/lost-files.js';
import { readRecordedContents } from '../../../src/model/contents/recorded-contents.js';
import { readScenarioPayload } from '../../support/scenario-payload.js';

const image = (...lines: string[]) => readScenarioPayload(lines.join('\n'));

describe('lostSince', () => {
  it.each([
    // A version in a directory has moved on, with what is below it.
    ['/usr/lib/python3.11/site-packages/m.py', '/usr/lib/python3.12/site-packages/m.py', []],
    ['/usr/lib64/perl5/vendor_perl/5.38/M.pm', '/usr/lib64/perl5/vendor_perl/5.40/M.pm', []],
    ['/usr/lib64/m.cpython-311-x86_64-linux-gnu.so', '/usr/lib64/m.cpython-312-x86_64-linux-gnu.so', []],
    ['/usr/lib64/libm.so.1.2', '/usr/lib64/libm.so.1.3', []],
    ['/usr/share/man/man1/m.1.bz2', '/usr/share/man/man1/m.1', []],
    ['/usr/lib/debug/.build-id/ab/cdef.debug', '/usr/lib/debug/.build-id/12/3456.debug', []],
    ['/usr/lib/m/__pycache__/a.cpython-311.pyc', '/usr/lib/m/a.py', []],
    ['/usr/lib/m/a1.rb', '/usr/lib/m/a2.rb', ['/usr/lib/m/a1.rb']],
    ['/usr/lib/m/compatibility.rb', '/usr/lib/m/version.rb', ['/usr/lib/m/compatibility.rb']],
  ])('%s, now %s', (before, now, lost) => {
    expect(lostSince(image(`${before} file`), image(`${now} file`)).lost).toEqual(lost);
  });

  it('tells what has become empty, not what always was', () => {
    const before = image('/usr/a file size=3', '/usr/b file size=0', '/usr/c file size=0', '/usr/d/');
    const now = image('/usr/a file size=0', '/usr/b file size=0', '/usr/c file size=1', '/usr/e file size=0');
    expect(lostSince(before, now)).toMatchObject({ lost: [], emptied: ['/usr/a'] });
  });
});

describe('lostSinceMerge', () => {
  it('tells what is missing, other, and more', () => {
    const contents = readRecordedContents(
      'obj /bin/a 0 1\nobj /usr/b 0 1\nsym /usr/c -> d 1\nsym /usr/e -> f 1\nobj /usr/g d41d8cd98f00b204e9800998ecf8427e 1\nobj /usr/h 0 1\nfif /usr/pipe\n',
    ).paths;
    const now = image(
      '/usr/bin/a elf',
      '/usr/c -> d',
      '/usr/e -> g',
      '/usr/g file size=0',
      '/usr/h file size=0',
      '/usr/i file',
      '/usr/j/',
    );
    expect(lostSinceMerge(contents, now, 'merged')).toEqual({
      lost: ['/usr/b'],
      emptied: ['/usr/h'],
      changed: ['/usr/e (to g, was f)'],
      unlisted: ['/usr/i'],
    });
    expect(lostSinceMerge(contents, now, 'split').lost).toEqual(['/bin/a', '/usr/b']);
  });
});

it('isDispensable', () => {
  expect(isDispensable('/usr/share/doc/a-1/README')).toBe(true);
  expect(isDispensable('/usr/lib64/liba.la')).toBe(true);
  expect(isDispensable('/usr/lib64/ruby/3.3.0/rubygems/compatibility.rb')).toBe(false);
});
