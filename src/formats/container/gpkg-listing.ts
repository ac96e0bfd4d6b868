// The members of a gpkg against its Manifest: each listed with its size, nothing listed that is not there, and signatures
// beside all or none, as Portage's client wants them. Hashes are compared where bytes are hashed; signatures elsewhere.

import type { Problem } from '../../base/format-error.js';
import type { GpkgManifest, ManifestRecord } from './gpkg-manifest.js';
import type { GpkgMember } from './gpkg-members.js';

/** The record that the client holds a member against: the last of its name. */
export function findRecord(manifest: GpkgManifest, member: GpkgMember): ManifestRecord | null {
  return manifest.records.findLast(record => record.name === member.name) ?? null;
}

export function judgeListing(members: readonly GpkgMember[], manifest: GpkgManifest): Problem[] {
  const problems: Problem[] = [];
  const listed = members.filter(({ what }) => what.role !== 'manifest');
  for (const member of listed) {
    const record = findRecord(manifest, member);
    if (record === null) {
      problems.push({
        code: 'member-unlisted',
        message: `${member.name} is not listed in the Manifest`,
        offset: member.offset,
        effect: 'refused',
        field: member.name,
      });
    } else if (record.size !== member.size) {
      problems.push({
        code: 'member-size-mismatch',
        message: `${member.name} has ${member.size} bytes, but ${record.size} in the Manifest`,
        offset: record.offset,
        effect: 'refused',
        field: member.name,
        expected: String(record.size),
        actual: String(member.size),
      });
    }
  }
  const names = new Set(listed.map(member => member.name));
  for (const record of manifest.records) {
    if (names.has(record.name)) continue;
    problems.push({
      code: 'manifest-member-missing',
      message: `the Manifest lists ${record.name}, which is not in the container`,
      offset: record.offset,
      effect: 'refused',
      field: record.name,
    });
  }
  return problems;
}

/** Whether the client takes the package for a signed one: any signature file, or the marks of one in the Manifest. */
export function isSigned(members: readonly GpkgMember[], manifest: GpkgManifest | null): boolean {
  const marked = manifest !== null && manifest.signature !== 'unsigned';
  return marked || members.some(({ what }) => what.role === 'signature');
}

/** In a signed package the Manifest and every member but the marker must be signed. */
export function judgeSignatures(members: readonly GpkgMember[], manifest: GpkgManifest): Problem[] {
  if (!isSigned(members, manifest)) return [];
  const problems: Problem[] = [];
  const names = new Set(members.map(member => member.name));
  const passed = new Set<string>();
  for (const member of members) {
    const { name, offset } = member;
    passed.add(name);
    if (member.what.role === 'manifest') {
      if (manifest.signature !== 'unsigned') continue;
      const message = 'members are signed, but the Manifest is not';
      problems.push({ code: 'manifest-unsigned', message, offset, effect: 'refused', field: name });
    } else if (member.what.role === 'signature') {
      if (names.has(name.slice(0, -'.sig'.length))) continue;
      const message = `${name} signs a member that is not in the container`;
      problems.push({ code: 'signature-orphan', message, offset, effect: 'unusual', field: name });
    } else if (member.what.role !== 'marker' && !names.has(`${name}.sig`)) {
      const message = `the package is signed, but ${name} has no signature`;
      problems.push({ code: 'signature-missing', message, offset, effect: 'refused', field: name });
    } else if (member.what.role !== 'marker' && passed.has(`${name}.sig`)) {
      // The client strikes each member off its list when it has read it, and looks for the signature in what is left.
      const message = `the signature of ${name} stands before it, where the client does not find it`;
      problems.push({ code: 'signature-order', message, offset, effect: 'refused', field: name });
    }
  }
  return problems;
}
