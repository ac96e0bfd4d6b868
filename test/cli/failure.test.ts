import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/format-error.js';
import { ConfigError } from '../../src/cli/config/parse-config.js';
import { describeFailure, NotCheckedError, UsageError } from '../../src/cli/failure.js';
import { InputError } from '../../src/load/file/input-error.js';

const describeError = (error: unknown) => describeFailure(error, '0.1.0');

describe('failure', () => {
  it('is wrong usage, an unreadable input, or a bug', () => {
    expect(describeError(new UsageError('no such option'))).toEqual({ code: 2, text: 'no such option' });
    expect(describeError(new ConfigError('x.yaml:1: no'))).toEqual({ code: 2, text: 'x.yaml:1: no' });
    expect(describeError(new NotCheckedError('no'))).toEqual({ code: 3, text: 'no' });
    expect(describeError(new InputError('live', 'no'))).toEqual({ code: 3, text: 'live: no' });
    expect(describeError(new InputError('live', 'add it', 'repository')).text).toBe(
      'live: add it: --tree PATH',
    );
    expect(describeError(new InputError('etc', 'give it', 'profile')).text).toContain('(--profile PATH)');
    expect(describeError(new FormatError('xpak', { code: 'x', message: 'cut off', offset: 7 })).code).toBe(3);
    expect(describeError(new TypeError('oops')).code).toBe(70);
    expect(describeError('thrown text').code).toBe(70);
  });

  it('of the system says path, reason and what to do', () => {
    try {
      statSync('/no/such/file');
    } catch (error) {
      expect(describeError(error)).toEqual({
        code: 3,
        text: "'/no/such/file': there is no such file or directory; check the path",
      });
    }
    const odd = Object.assign(new Error('EWEIRD: weird, read'), { code: 'EWEIRD', syscall: 'read' });
    expect(describeError(odd)).toEqual({ code: 3, text: 'read: EWEIRD: weird, read' });
  });

  it('by a bug asks for a report and gives version and place', () => {
    const { text } = describeError(new TypeError('oops'));
    expect(text).toMatch(/^this is a bug in the program.*\nPlease report it/);
    expect(text).toContain(`binpkg-check 0.1.0, Node.js ${process.version}`);
    expect(text).toMatch(/TypeError: oops\n +at /);
  });

  it('inside Node that is no system error is a bug: its code is no reason to blame the input', () => {
    const internal = Object.assign(new TypeError('bad argument'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(describeError(internal).code).toBe(70);
  });
});
