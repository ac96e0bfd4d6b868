// `audit --client-mode`: which rebuilds of installed versions clients take.

import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { runCommand } from './run-command.js';

const directory = useTemporaryDirectory();

function entry(cpv: string, build: number, more: Readonly<Record<string, string>>) {
  const path = `${cpv}-${build}.xpak`;
  return {
    BUILD_ID: `${build}`,
    BUILD_TIME: `${build}00`,
    CPV: cpv,
    MD5: 'm',
    PATH: path,
    SIZE: '1',
    ...more,
  };
}

/** A provider loses a library and its user was rebuilt under the same version. */
function audit(...options: readonly string[]) {
  const next = directory.write(
    'next/Packages',
    indexText([
      entry('app-misc/a-1', 2, { RDEPEND: 'dev-libs/b', REQUIRES: 'x86_64: libb.so.2' }),
      entry('dev-libs/b-2', 1, { PROVIDES: 'x86_64: libb.so.2' }),
    ]),
  );
  const last = directory.write(
    'last/Packages',
    indexText([
      entry('app-misc/a-1', 1, { RDEPEND: 'dev-libs/b', REQUIRES: 'x86_64: libb.so.1' }),
      entry('dev-libs/b-1', 1, { PROVIDES: 'x86_64: libb.so.1' }),
    ]),
  );
  const rule = ['--only', 'merge-order-hazard', '--installed', `last=${last}`, '--format', 'json'];
  const { code, out, err } = runCommand(['audit', next, ...rule, ...options]);
  const { findings, policy } = JSON.parse(out === '' ? '{}' : out);
  const lost = findings?.find(({ messageId }: { messageId: string }) => messageId === 'lost');
  return { code, err, lost, policy };
}

describe('audit --client-mode', () => {
  it('getbinpkg, the default: the rebuild does not reach who has the version', () => {
    const { lost, policy } = audit();
    expect(lost).toMatchObject({ severity: 'error', reach: 'revision', data: { broken: 1, ignored: 1 } });
    expect(lost.remedy).toContain('rebuilds reach only clients with --rebuilt-binaries: bump revisions');
    expect(policy).not.toHaveProperty('clientMode');
    expect(audit('--client-mode', 'getbinpkg').lost).toEqual(lost);
  });

  it('usepkgonly: it does, so that the loss is short', () => {
    const { lost, policy } = audit('--client-mode', 'usepkgonly');
    expect(lost).toMatchObject({ severity: 'warning', data: { broken: null, transient: 1 } });
    expect(lost.remedy).not.toContain('rebuilds reach');
    expect(policy.clientMode).toBe('usepkgonly');
  });

  it('anything else is told', () => {
    const { code, err } = audit('--client-mode', 'usepkg');
    expect(code).toBe(2);
    expect(err).toContain("'usepkg'");
  });
});
