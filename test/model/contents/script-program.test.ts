import { describe, expect, it } from 'vitest';
import { programOf } from '../../../src/model/contents/script-program.js';

describe('programOf', () => {
  it.each([
    ['/bin/sh', '-e', 'path /bin/sh'],
    ['/usr/bin/env', 'python3', 'name python3'],
    ['/bin/env', 'python3', 'name python3'],
    ['/usr/bin/env', '/opt/x/bin/y', 'path /opt/x/bin/y'],
    ['/usr/bin/env', 'python3 -u', 'unsplit python3 -u'],
    ['/usr/bin/env', '-S python3 -u', 'name python3'],
    ['/usr/bin/env', '-Spython3 -u', 'name python3'],
    ['/usr/bin/env', '-vS python3 -u', 'name python3'],
    ['/usr/bin/env', '--split-string=python3 -u', 'name python3'],
    ['/usr/bin/env', '-S -i -u HOME A=b C=d ruby -w', 'name ruby'],
    ['/usr/bin/env', '-S --chdir / ruby', 'name ruby'],
    ['/usr/bin/env', '-S -', 'none'],
    ['/usr/bin/env', '', 'none'],
    ['/usr/bin/environment', 'x', 'path /usr/bin/environment'],
  ])('%s %s: %s', (interpreter, argument, expected) => {
    const program = programOf({ path: '/x', interpreter, argument });
    expect(program === null ? 'none' : `${program.kind} ${program.text}`).toBe(expected);
  });
});
