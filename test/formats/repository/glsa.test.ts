import { describe, expect, it } from 'vitest';
import { readGlsa } from '../../../src/formats/repository/glsa.js';

function advisory(affected: string, { kind = 'ebuild', impact = '<impact type="high"/>' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE glsa SYSTEM "http://www.gentoo.org/dtd/glsa.dtd">
<glsa id="202401-01">
  <title>Some
    package: Holes</title>
  <product type="${kind}">some</product>
  <affected>${affected}</affected>
  ${impact}
</glsa>
`;
}

const RANGES =
  '<unaffected range="ge">2.1</unaffected><unaffected range="rge" slot="*"> 1.9-r2 </unaffected><vulnerable range="lt" slot="1">2.1</vulnerable><vulnerable range="eq">1.8*</vulnerable>';

describe('readGlsa', () => {
  it('reads every package with its ranges', () => {
    const text = advisory(
      `<package name="app-misc/a" auto="yes" arch="*">${RANGES}</package><package name="app-misc/b" arch="amd64 x86"><vulnerable range="le">1:0/2</vulnerable></package>`,
    );
    const common = { id: '202401-01', title: 'Some package: Holes', severity: 'high' };
    expect(readGlsa(text)).toEqual({
      packages: [
        {
          ...common,
          cpn: 'app-misc/a',
          arch: '*',
          unaffected: [
            { operator: 'ge', version: '2.1', slot: '*' },
            { operator: 'rge', version: '1.9-r2', slot: '*' },
          ],
          vulnerable: [
            { operator: 'lt', version: '2.1', slot: '1' },
            { operator: 'eq', version: '1.8*', slot: '*' },
          ],
        },
        {
          ...common,
          cpn: 'app-misc/b',
          arch: 'amd64 x86',
          unaffected: [],
          // A slot behind the version, as two advisories of 2025 have it.
          vulnerable: [{ operator: 'le', version: '1', slot: '0/2' }],
        },
      ],
      problems: [],
    });
  });

  it('leaves out what it cannot read, and says so', () => {
    const problem = (element: string) =>
      readGlsa(advisory(`<package name="app-misc/ok" arch="*"/>${element}`)).problems.map(({ code }) => code);
    const range = (text: string) =>
      `<package name="app-misc/a" arch="*"><vulnerable ${text}</vulnerable></package>`;
    expect(problem('<package name="app-misc" arch="*"/>')).toEqual(['glsa-package']);
    expect(problem('<package name="=app-misc/a-1" arch="*"/>')).toEqual(['glsa-package']);
    expect(problem('<package name="app-misc/a" arch="amd64,x86"/>')).toEqual(['glsa-arch']);
    expect(problem(range('range="about">1'))).toEqual(['glsa-range']);
    expect(problem(range('>1'))).toEqual(['glsa-range']);
    expect(problem(range('range="lt">one'))).toEqual(['glsa-version']);
    expect(problem(range('range="lt">1*'))).toEqual(['glsa-version']);
    expect(problem(range('range="lt" slot="a b">1'))).toEqual(['glsa-slot']);
    expect(problem(range('range="lt" slot="1">1:2'))).toEqual(['glsa-slot']);
    expect(readGlsa(advisory(range('range="lt">1').replace('<v', '<V'))).problems).toMatchObject([
      { code: 'xml-invalid' },
    ]);
    expect(readGlsa('<news/>').problems).toMatchObject([{ code: 'xml-root' }]);
  });

  it('has nothing to say of what is no ebuild, and takes a missing impact for a normal one', () => {
    const one = '<package name="app-misc/a" arch="*"/>';
    expect(readGlsa(advisory(one, { kind: 'infrastructure' }))).toEqual({ packages: [], problems: [] });
    expect(readGlsa(advisory(one, { impact: '' })).packages[0]?.severity).toBe('normal');
  });

  it('crashes at no truncation', () => {
    const text = advisory(`<package name="app-misc/a" arch="*">${RANGES}</package>`);
    for (let end = 0; end < text.length - 1; end++) {
      const { packages, problems } = readGlsa(text.slice(0, end));
      expect([packages.length, problems.length]).toEqual([0, 1]);
    }
  });
});
