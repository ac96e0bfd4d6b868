import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClosed } from '../../../src/load/package/find-closed.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'binpkg-check-closed-'));
  for (const name of ['a', 'b']) mkdirSync(join(root, 'app-misc', name), { recursive: true });
  for (const path of ['Packages', 'app-misc/a/a-1-1.xpak', 'app-misc/a/a-1-2.xpak', 'app-misc/b/b-1-1.xpak'])
    writeFileSync(join(root, path), '', { mode: 0o644 });
  for (const path of ['app-misc', 'app-misc/a', 'app-misc/b']) chmodSync(join(root, path), 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PACKAGES = ['app-misc/a/a-1-1.xpak', 'app-misc/a/a-1-2.xpak', 'app-misc/b/b-1-1.xpak'];

describe('findClosed', () => {
  it('is silent where others may read all, whatever the mode of the PKGDIR itself', () => {
    chmodSync(root, 0o700);
    expect(findClosed(root, PACKAGES, [])).toEqual([]);
  });

  it('tells files without r and directories without x for others, with the files behind them', () => {
    chmodSync(join(root, 'Packages'), 0o640);
    chmodSync(join(root, 'app-misc/b/b-1-1.xpak'), 0o600);
    chmodSync(join(root, 'app-misc/a'), 0o2750);
    expect(findClosed(root, PACKAGES, [])).toEqual([
      { path: 'Packages', kind: 'index', mode: '0640', files: 1 },
      { path: 'app-misc/a', kind: 'directory', mode: '2750', files: 2 },
      { path: 'app-misc/b/b-1-1.xpak', kind: 'package', mode: '0600', files: 1 },
    ]);
  });

  it('asks a directory for x alone: clients list nothing', () => {
    chmodSync(join(root, 'app-misc/a'), 0o711);
    expect(findClosed(root, PACKAGES, [])).toEqual([]);
  });

  it('tells directories that could not be listed', () => {
    chmodSync(join(root, 'app-misc/b'), 0o700);
    expect(findClosed(root, [], ['app-misc/b'])).toEqual([
      { path: 'app-misc/b', kind: 'directory', mode: '0700', files: 0 },
    ]);
  });
});
