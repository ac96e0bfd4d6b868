import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const BINHOST = `${FIXTURES}/binhost`;
const STAGE3 = ['--installed', `stage3=${FIXTURES}/stage3/Packages`];

describe('installable', () => {
  it('counts, and tells each refusal once with its reason', () => {
    const { code, out } = runCommand(['installable', BINHOST]);
    expect(code).toBe(1);
    expect(out).toContain('10 of 12 packages can be installed from an empty root');
    expect(out).toContain('net-misc/curl-8.9.1-1 needs net-libs/nghttp2:0/1.14=, which is not');
    expect(out).toContain('net-misc/wget-1.24.5-1 needs >=sys-libs/glibc-2.40; the nearest is');
  });

  it('gives the witness of a package that is asked for', () => {
    const { code, out } = runCommand(['installable', BINHOST, 'app-misc/hello', ...STAGE3]);
    expect(code).toBe(0);
    expect(out).toContain('1 of 1 package can be installed from "stage3"');
    expect(out).toMatch(/merge +sys-libs\/glibc-2\.39-r6-1 {2}app-misc\/hello-2\.12\.1-1/);
    expect(out).toMatch(/replaces +sys-libs\/glibc-2\.38-r10/);
  });

  it('has the JSON of the contract', () => {
    const { out } = runCommand(['installable', BINHOST, ...STAGE3, '--format', 'json']);
    const report = JSON.parse(out);
    expect(report.schema).toBe('binpkg-check/installable/1');
    expect(report.verdicts).toHaveLength(12);
    expect(report.verdicts.find((verdict: { cpv: string }) => verdict.cpv === 'net-misc/curl-8.9.1')).toEqual(
      {
        cpv: 'net-misc/curl-8.9.1',
        buildId: 1,
        baseline: 'stage3',
        verdict: 'not-installable',
        merge: [],
        replaces: [],
        removes: [],
        reasons: [
          {
            kind: 'requirement',
            package: 'net-misc/curl-8.9.1-1',
            class: 'RDEPEND',
            item: 'net-libs/nghttp2:0/1.14=',
          },
        ],
      },
    );
  });

  it('gives the same bytes twice', () => {
    const args = ['installable', BINHOST, '--format', 'ndjson'];
    expect(runCommand(args).out).toBe(runCommand(args).out);
  });

  it('says what there is where an atom names nothing', () => {
    expect(runCommand(['installable', BINHOST, 'app-misc/helo'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('app-misc/hello'),
    });
  });
});
