import { expect, it } from 'vitest';
import { isPrivileged, membersOf, type PayloadMember, writeMember } from '../../src/model/payload.js';

const MEMBERS: readonly PayloadMember[] = [
  { path: '/usr', kind: 'directory', mode: 0o755, uid: 0, gid: 0, size: 0, link: '', sha256: '' },
  { path: '/usr/a b\n', kind: 'file', mode: 0o4755, uid: 1, gid: 2, size: 9e9, link: '', sha256: 'ab' },
  { path: '/usr/l', kind: 'symlink', mode: 0o777, uid: 0, gid: 0, size: 0, link: '/usr/a b\n', sha256: '' },
];

it('members are written and read', () => {
  const members = MEMBERS.map(member => writeMember(member, member.sha256)).join('');
  expect([...membersOf({ members })]).toEqual(MEMBERS);
  expect(MEMBERS.map(isPrivileged)).toEqual([false, true, false]);
});
