// Whether the members of a gpkg are those of GLEP 78, each there once, in order and below one prefix.

import type { Problem } from '../../base/format-error.js';
import type { GpkgMember } from './gpkg-members.js';
import { MANIFEST, MARKER } from './gpkg-names.js';
import { hasContents } from './tar.js';

/** Their order in the container, signatures right after what they sign. */
const ORDER: readonly string[] = ['marker', 'metadata', 'image', 'manifest'];

export function judgeStructure(members: readonly GpkgMember[], size: number): Problem[] {
  return [
    ...judgePaths(members),
    ...judgeKinds(members),
    ...judgePresence(members, size),
    ...judgeArchives(members),
    ...judgeOrder(members),
  ];
}

/** The prefix that all members have in common, or null. */
export function findPrefix(members: readonly GpkgMember[]): string | null {
  const prefix = members[0]?.prefix ?? null;
  return members.every(member => member.prefix === prefix) ? prefix : null;
}

function judgePaths(members: readonly GpkgMember[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const prefix = members.find(member => member.prefix !== null)?.prefix;
  for (const member of members) {
    const path = JSON.stringify(member.path);
    if (member.prefix === null) {
      problems.push(at(member, 'member-path', `the member ${path} is not called PREFIX/NAME`));
    } else if (member.prefix !== prefix) {
      const message = `the member ${path} does not stand below ${prefix} like those before it`;
      problems.push({
        ...at(member, 'prefix-mixed', message),
        expected: prefix ?? '',
        actual: member.prefix,
      });
    }
    if (seen.has(member.path))
      problems.push(at(member, 'member-duplicate', `the member ${path} is there twice`));
    seen.add(member.path);
  }
  return problems;
}

function judgeKinds(members: readonly GpkgMember[]): Problem[] {
  const problems: Problem[] = [];
  for (const member of members) {
    if (member.kind !== 'file') {
      const message = `the member ${member.name} is not marked as a file (${member.kind})`;
      const effect = hasContents(member.kind) ? 'unusual' : 'refused';
      problems.push({ ...at(member, 'member-not-file', message), effect });
    }
    if (member.what.role === 'unknown') {
      problems.push({
        ...at(member, 'member-unknown', `GLEP 78 knows no ${member.name}`),
        effect: 'unusual',
      });
    }
    if (member.what.role === 'unreadable') {
      const message = `no client knows the compression of ${member.name}`;
      problems.push(at(member, 'compression-unknown', message));
    }
  }
  return problems;
}

function judgePresence(members: readonly GpkgMember[], size: number): Problem[] {
  const problems: Problem[] = [];
  const missing = (code: string, what: string) => {
    problems.push({ code, message: `the container has no ${what}`, offset: size, effect: 'refused' });
  };
  const has = (role: string) => members.some(({ what }) => what.role === role);
  const hasUnreadable = (of: string) =>
    members.some(({ what }) => what.role === 'unreadable' && what.of === of);
  if (!has('marker')) missing('marker-missing', MARKER);
  if (!has('metadata') && !hasUnreadable('metadata')) missing('metadata-archive-missing', 'metadata archive');
  if (!has('image') && !hasUnreadable('image')) missing('image-missing', 'image archive');
  if (!has('manifest')) missing('manifest-missing', MANIFEST);
  return problems;
}

function judgeArchives(members: readonly GpkgMember[]): Problem[] {
  const problems: Problem[] = [];
  for (const role of ['metadata', 'image'] as const) {
    const [first, second] = members.filter(({ what }) => what.role === role);
    if (first !== undefined && second !== undefined) {
      const message = `the container has both ${first.name} and ${second.name}; the client takes the first`;
      problems.push({ ...at(second, 'member-ambiguous', message), effect: 'harmful' });
    }
    if (first?.what.role === role && first.what.compression === null) {
      const message = `${first.name} is not compressed: a client reads it only with BINPKG_COMPRESS="none"`;
      problems.push(at(first, 'member-uncompressed', message));
    }
  }
  return problems;
}

function judgeOrder(members: readonly GpkgMember[]): Problem[] {
  const marker = members.find(({ what }) => what.role === 'marker');
  const problems: Problem[] = [];
  if (marker !== undefined && marker !== members[0]) {
    problems.push({
      ...at(marker, 'marker-not-first', `${MARKER} is not the first member`),
      effect: 'unusual',
    });
  }
  if (marker !== undefined && marker.size > 0) {
    problems.push({ ...at(marker, 'marker-not-empty', `${MARKER} is not empty`), effect: 'unusual' });
  }
  let reached = -1;
  let before: GpkgMember | undefined;
  for (const member of members) {
    const place = ORDER.indexOf(member.what.role);
    const misplaced =
      member.what.role === 'signature'
        ? member.name !== `${before?.name}.sig`
        : place !== -1 && place < reached;
    if (misplaced && member !== marker) {
      const message = `${member.name} does not stand where GLEP 78 puts it`;
      problems.push({ ...at(member, 'member-order', message), effect: 'unusual' });
    }
    reached = Math.max(reached, place);
    before = member;
  }
  return problems;
}

/** A problem of one member that the client refuses. */
function at(member: GpkgMember, code: string, message: string): Problem {
  return { code, message, offset: member.offset, effect: 'refused', field: member.name };
}
