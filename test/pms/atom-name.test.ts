import { describe, expect, it } from 'vitest';
import { parseAtomName } from '../../src/pms/atom-name.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('parseAtomName', () => {
  it.each([
    ['a/b:0', 0, null, 'a/b', null, 3],
    ['!!>=a/b-1.2-r3[x]', 2, '>=', 'a/b', '1.2-r3', 14],
    ['=a/b-c-1*::r', 0, '=*', 'a/b-c', '1', 9],
    ['~a.b/c-1a-d-2_p', 0, '~', 'a.b/c-1a-d', '2_p', 15],
  ])('of %s', (text, start, operator, name, version, end) => {
    const read = parseAtomName(text, start, {});
    expect([read.operator, `${read.category}/${read.package}`, read.version?.text ?? null, read.end]).toEqual(
      [operator, name, version, end],
    );
  });

  it('takes a build id for one where the rest is still a name and a version', () => {
    const { package: name, version, buildId } = parseAtomName('=a/b-1.2-r3-45', 0, {});
    expect([name, version?.text, buildId]).toEqual(['b', '1.2-r3', 45]);
    expect(parseAtomName('=a/b-c1-45', 0, {})).toMatchObject({ package: 'b-c1', buildId: null });
    for (const text of ['=a/b-1-045', '=a/b-1-4a', '=a/b-1-4-r1', '=a/b-1-4*', '=a/b-1-1234567890123456']) {
      expect(syntaxErrorOf(() => parseAtomName(text, 0, {})).offset).toBe(3);
    }
  });
});
