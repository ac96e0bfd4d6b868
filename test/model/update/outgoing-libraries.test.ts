// Real indices: what newest packages need and only older ones have, against lists that another program computed.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPackagesIndex } from '../../../src/formats/packages-index/packages-index.js';
import { buildUniverse } from '../../../src/model/build-universe.js';
import { isSuperseded } from '../../../src/model/newest.js';
import { instanceName } from '../../../src/model/package.js';
import { outgoingOf } from '../../../src/model/update/outgoing-libraries.js';
import { realData } from '../../support/real-data.js';

const DATA = new URL('../../../../shared/data/indices/', import.meta.url);
const present = realData('indices') !== null;

interface Truth {
  readonly soname: Readonly<Record<'unprovided' | 'unprovided_newest', { readonly list: readonly string[] }>>;
}

describe.skipIf(!present).each(present ? readdirSync(DATA).sort() : ['the indices'])('%s', name => {
  it('has exactly the libraries that only older instances have', () => {
    const { header, entries } = readPackagesIndex(readFileSync(new URL(`${name}/Packages`, DATA)));
    const source = { role: 'candidate', location: name, name, kind: 'index', problems: [] } as const;
    const nothing = { files: null, discrepancies: null, digest: null, iuseEffective: new Set<string>() };
    const universe = buildUniverse([{ ...source, ...nothing, header, records: entries }]);
    const ours = universe.judged.flatMap(pkg =>
      isSuperseded(universe, pkg)
        ? []
        : pkg.requires
            .filter(soname => outgoingOf(universe, soname).length > 0)
            .map(({ abi, soname }) => `${instanceName(pkg)} ${abi} ${soname}`),
    );
    const { soname } = JSON.parse(readFileSync(new URL(`${name}/truth.json`, DATA), 'utf8')) as Truth;
    const missing = new Set(soname.unprovided.list);
    const theirs = soname.unprovided_newest.list.filter(line => !missing.has(line));
    expect(ours.sort()).toEqual([...theirs].sort());
  });
});
