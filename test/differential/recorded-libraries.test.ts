// Of real packages what Portage recorded is what the files are, and none of the rules on ELF files finds anything.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { recordFaultsOf } from '../../src/model/linking/recorded-libraries.js';
import { packagePath } from '../../src/model/package.js';
import { RULES } from '../../src/rules/index.js';
import { unpackPkgdirs } from '../support/real-data.js';

const IDS = ['elf-foreign', 'isa-level', 'kernel-floor', 'needed-undeclared', 'requires-untrue'];
const directory = unpackPkgdirs();
afterAll(() => {
  if (directory !== null) rmSync(directory, { recursive: true });
});

describe.skipIf(directory === null).each(['gpkg-unsigned', 'gpkg-signed', 'hazard', 'xpak'])('%s', name => {
  it('has records that are true, and tells when they are not', async () => {
    const { universe } = await loadUniverse({ source: join(directory ?? '', name), payload: {} });
    expect(check(universe, [], RULES, { only: IDS }).findings).toEqual([]);
    const seen = universe.judged.filter(pkg => recordFaultsOf(universe, pkg) !== null);
    expect(seen.length).toBeGreaterThan(universe.judged.length / 2);
    // Without its files no record is true.
    for (const pkg of seen) {
      const [source] = universe.sources;
      const payload = source?.payloads?.get(packagePath(pkg));
      if (source === undefined || payload === undefined || payload.requires === '') continue;
      const bare = { ...payload, elf: [], provides: '', requires: '' };
      const changed = { sources: [{ ...source, payloads: new Map([[packagePath(pkg), bare]]) }] };
      expect(recordFaultsOf(changed, pkg)?.libraries.length).toBeGreaterThan(0);
    }
  });
});
