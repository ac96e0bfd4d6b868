// The payload of real packages built by Portage against what Portage recorded of it, and what tarfile read from their images
// (`../shared/data/facts`): members with modes, owners, sizes, links and digests, NEEDED.ELF.2, PROVIDES and REQUIRES.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scanPayload } from '../../src/load/payload/scan-payload.js';
import { neededEntryOf, writeNeededEntry } from '../../src/model/linking/needed-elf.js';
import { membersOf } from '../../src/model/payload.js';
import { realData, unpackPkgdirs } from '../support/real-data.js';

const FOLDER = unpackPkgdirs();
const FACTS = realData('facts');
const PKGDIRS = ['gpkg-signed', 'gpkg-unsigned', 'hazard', 'xpak'];

interface Facts {
  readonly metadata: Readonly<Record<string, string | object>>;
  readonly image: readonly {
    readonly name: string;
    readonly type: string;
    readonly mode: string;
    readonly uid: number;
    readonly gid: number;
    readonly size: number;
    readonly linkname?: string;
    readonly sha256?: string;
  }[];
}

const packages: [string, string, Facts][] =
  FACTS === null
    ? []
    : PKGDIRS.flatMap(pkgdir =>
        Object.entries<Facts>(JSON.parse(readFileSync(`${FACTS}/${pkgdir}.json`, 'utf8')).packages).map(
          ([path, facts]): [string, string, Facts] => [pkgdir, path, facts],
        ),
      );

afterAll(() => {
  if (FOLDER !== null) rmSync(FOLDER, { recursive: true });
});

const KINDS: Readonly<Record<string, string>> = {
  file: 'file',
  dir: 'directory',
  symlink: 'symlink',
  hardlink: 'hardlink',
};

describe.skipIf(FOLDER === null || FACTS === null)('payload facts', () => {
  it('are compared for all packages', () => {
    expect(packages).toHaveLength(43);
  });

  it.each(packages)('%s %s', async (pkgdir, path, { metadata, image }) => {
    const payload = await scanPayload(join(FOLDER ?? '', pkgdir), path, { digests: true });
    expect(payload.problems).toEqual([]);
    expect(payload.isComplete).toBe(true);
    const root = path.endsWith('.gpkg.tar') ? 'image' : '.';
    const placeOf = (name: string) => name.slice(root.length);
    expect([...membersOf(payload)]).toEqual(
      image
        .filter(({ name }) => name !== root)
        .map(({ name, type, mode, uid, gid, size, linkname = '', sha256 = '' }) => ({
          path: placeOf(name),
          kind: KINDS[type] ?? type,
          mode: Number(mode),
          uid,
          gid,
          size,
          link: type === 'hardlink' ? placeOf(linkname) : linkname,
          sha256,
        })),
    );
    const recorded = (key: string) =>
      String(metadata[key] ?? '')
        .split('\n')
        .filter(line => line !== '');
    expect(payload.elf.map(file => writeNeededEntry(neededEntryOf(file))).sort()).toEqual(
      recorded('NEEDED.ELF.2').sort(),
    );
    expect([payload.provides, payload.requires]).toEqual([
      recorded('PROVIDES').join(''),
      recorded('REQUIRES').join(''),
    ]);
  });
});
