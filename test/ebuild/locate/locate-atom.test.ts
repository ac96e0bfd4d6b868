import { describe, expect, it } from 'vitest';
import { AtomLocator, type AtomQuery } from '../../../src/ebuild/locate/locate-atom.js';
import { readSyntax } from '../../../src/ebuild/locate/locate-reader.js';
import { positionAt } from '../../../src/ebuild/locate/locate-tree.js';
import { openTreeSitter } from '../../../src/load/repository/tree-sitter.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';

const readTree = (await openTreeSitter())!;

/** `0:3 RDEPEND >=a/b-1` for the nearest word: script, line, variable, text; `?` where something was guessed. */
function locate(scripts: readonly string[], atom: string, more: Partial<AtomQuery> = {}): string | null {
  const locator = new AtomLocator(scripts.map(text => readSyntax(text, readTree(text)!)));
  const values = new Map([
    ['PV', '1.2'],
    ['PN', 'b'],
    ['EAPI', '7'],
  ]);
  const query = { variable: 'RDEPEND', values, use: null, ...more };
  const [best] = locator.locate({ ...query, atom: parseAtom(atom) });
  if (best === undefined) return null;
  const text = scripts[best.script]!;
  const { line } = positionAt(text, best.word.start);
  const sure = best.certain && best.flows ? '' : ' ?';
  return `${best.script}:${line} ${best.variable} ${text.slice(best.word.start, best.word.end)}${sure}`;
}

describe('an atom', () => {
  it('is found as written, also where a binary package has slots bound and flags decided', () => {
    const script = 'DEPEND="a/b"\nRDEPEND="a/bc\n\ta/b:=[x(-)?]\n\t>=a/b-1:0="';
    expect(locate([script], 'a/b:0/2=[x(-)]')).toBe('0:3 RDEPEND a/b:=[x(-)?]');
    expect(locate([script], '>=a/b-1:0/2=')).toBe('0:4 RDEPEND >=a/b-1:0=');
    expect(locate([script], 'a/bc')).toBe('0:2 RDEPEND a/bc');
    expect(locate([script], 'a/bcd')).toBeNull();
    expect(locate([script], '>=a/b-2')).toBeNull();
    expect(locate([script], '!a/b')).toBeNull();
  });

  it('is found by the values of an ebuild, and by any value where it is not known', () => {
    const script = `RDEPEND=">=a/\${PN}-\${PV}\n\t>=a/c-\${MIN}:=\n\ta/d-\${X}-e"`;
    expect(locate([script], '>=a/b-1.2')).toBe('0:1 RDEPEND >=a/\x24{PN}-\x24{PV}');
    expect(locate([script], '>=a/c-7.1:0/3=')).toBe('0:2 RDEPEND >=a/c-\x24{MIN}:= ?');
    expect(locate([script], '>=a/b-1.3')).toBeNull();
    expect(locate([script], 'a/d-x-e')).toBe('0:3 RDEPEND a/d-\x24{X}-e ?');
    expect(locate(['RDEPEND="$A/$B $C"'], 'a/b')).toBeNull();
  });

  it('is nearest where the metadata variable is made of', () => {
    const ebuild = 'COMMON="a/b\n\ta/c"\nDEPEND="a/b a/c a/d"\nRDEPEND="$COMMON"';
    expect(locate([ebuild], 'a/c')).toBe('0:2 COMMON a/c');
    expect(locate([ebuild], 'a/d')).toBe('0:3 DEPEND a/d ?');
    expect(locate([ebuild], 'a/c', { variable: 'DEPEND' })).toBe('0:3 DEPEND a/c');
    const eclass = 'gen() {\n\tlocal deps="a/e"\n\tGEN_DEPS=$deps\n}\nprint() {\n\techo a/f\n}';
    const user = 'BDEPEND="a/e"\nRDEPEND="$GEN_DEPS $(print)"';
    expect(locate([user, eclass], 'a/e')).toBe('1:2 deps a/e');
    expect(locate([user, eclass], 'a/f')).toBe('1:6 null a/f');
  });

  it('is nearest in the group that the flags enable, and the branch that is taken', () => {
    const script = 'RDEPEND="x? (\n a/b ) !x? (\n a/b )"';
    expect(locate([script], 'a/b', { use: new Set(['x']) })).toMatch(/^0:2 /);
    expect(locate([script], 'a/b', { use: new Set() })).toMatch(/^0:3 /);
    const branches = `case \${EAPI:-0} in
[56]) : ;;
6) RDEPEND="a/c" ;;
7|8) RDEPEND="a/c" ;;
esac
if [[ \${PV} == 9999* ]]; then
RDEPEND+=" a/d"
else
RDEPEND+=" a/d"
fi`;
    expect(locate([branches], 'a/c')).toMatch(/^0:4 /);
    expect(locate([branches], 'a/d')).toMatch(/^0:9 /);
    expect(locate([branches], 'a/d', { values: new Map([['PV', '9999']]) })).toMatch(/^0:7 /);
  });

  it('is told from another slot of its package', () => {
    const script = 'RDEPEND="|| ( a/b:1 a/b:2 )\n\ta/b:0/3\n\ta/b"';
    expect(locate([script], 'a/b:2')).toBe('0:1 RDEPEND a/b:2');
    expect(locate([script], 'a/b:0/3')).toBe('0:2 RDEPEND a/b:0/3');
    expect(locate([script], 'a/b')).toBe('0:3 RDEPEND a/b');
  });
});
