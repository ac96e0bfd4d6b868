import { describe, expect, it } from 'vitest';
import { readMetadataXml } from '../../../src/formats/repository/metadata-xml.js';

const TEXT = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE pkgmetadata SYSTEM "https://www.gentoo.org/dtd/metadata.dtd">
<pkgmetadata>
  <maintainer type="person">
    <email>someone@example.org</email>
    <name>Some &amp; One</name>
  </maintainer>
  <maintainer type="project"><email> team@example.org </email></maintainer>
  <maintainer type="person"><name>No address</name></maintainer>
  <use lang="de"><flag name="ssl">deutsch</flag><flag name="nur">deutsch</flag></use>
  <use>
    <flag name="ssl">Use <pkg>dev-libs/openssl</pkg>
      for it</flag>
    <flag>nameless</flag>
  </use>
  <upstream><maintainer><email>upstream@example.org</email></maintainer></upstream>
</pkgmetadata>
`;

describe('readMetadataXml', () => {
  it('reads maintainers of the package, not those upstream', () => {
    expect(readMetadataXml(TEXT).maintainers).toEqual([
      { email: 'someone@example.org', name: 'Some & One', kind: 'person' },
      { email: 'team@example.org', name: null, kind: 'project' },
    ]);
  });

  it('reads what flags mean, in English where there is any', () => {
    expect([...readMetadataXml(TEXT).flags]).toEqual([
      ['ssl', 'Use dev-libs/openssl for it'],
      ['nur', 'deutsch'],
    ]);
  });

  it('says what is wrong, and goes on without', () => {
    expect(readMetadataXml('<pkgmetadata>').problems).toMatchObject([{ code: 'xml-invalid' }]);
    expect(readMetadataXml('<catmetadata/>').problems).toMatchObject([{ code: 'xml-root', offset: null }]);
    expect(readMetadataXml('<pkgmetadata/>')).toEqual({ maintainers: [], flags: new Map(), problems: [] });
  });

  it('crashes at no truncation', () => {
    for (let end = 0; end < TEXT.length - 1; end++) {
      const { maintainers, problems } = readMetadataXml(TEXT.slice(0, end));
      expect([maintainers.length, problems.length]).toEqual([0, 1]);
    }
  });
});
