import { describe, expect, it } from 'vitest';
import { type EbuildRequest, evaluateEbuild } from '../../../src/ebuild/metadata/evaluate-ebuild.js';
import { parseScript } from '../../../src/ebuild/syntax/read-script.js';

function evaluate(
  text: string,
  eclasses: Readonly<Record<string, string>> = {},
  more: Partial<EbuildRequest> = {},
) {
  return evaluateEbuild({
    text,
    category: 'app-misc',
    pf: 'demo-1.2-r3',
    pn: 'demo',
    pv: '1.2',
    pr: 'r3',
    eclass: name => {
      const source = eclasses[name];
      return source === undefined ? null : { text: source, script: parseScript(source) };
    },
    ...more,
  });
}

function metadataOf(text: string, eclasses: Readonly<Record<string, string>> = {}) {
  const outcome = evaluate(text, eclasses);
  if (outcome.outcome !== 'metadata') throw new Error(outcome.why);
  return outcome.metadata;
}

describe('metadata', () => {
  it('is what the variables hold, with whitespace collapsed', () => {
    const metadata = metadataOf(
      'EAPI=8\nSLOT=0/${PV%.*}\nDEPEND="a/b\n\tc/d"\nSRC_URI="x/${P}.tar ${PF} ${PVR}"\n',
    );
    expect(metadata).toMatchObject({
      EAPI: '8',
      SLOT: '0/1',
      DEPEND: 'a/b c/d',
      SRC_URI: 'x/demo-1.2.tar demo-1.2-r3 1.2-r3',
      DEFINED_PHASES: '-',
    });
  });

  it('gathers what eclasses add, theirs after the own', () => {
    const metadata = metadataOf('EAPI=8\ninherit one\nIUSE="mine"\nRDEPEND="my/own"\n', {
      one: 'inherit two\nIUSE="+one"\nRDEPEND="from/one"\nSLOT=0\n',
      two: 'IUSE="two"\nKEYWORDS="amd64"\n',
    });
    expect(metadata).toMatchObject({
      IUSE: 'mine two +one',
      RDEPEND: 'my/own from/one',
      KEYWORDS: 'amd64',
      INHERIT: 'one',
    });
  });

  it('knows the phases that are defined, exported ones too', () => {
    const metadata = metadataOf('EAPI=8\ninherit one\nsrc_install() { :; }\n', {
      one: 'one_src_compile() { :; }\nEXPORT_FUNCTIONS src_compile\n',
    });
    expect(metadata.DEFINED_PHASES).toBe('compile install');
  });

  it('goes on after what bash only complains about', () => {
    const metadata = metadataOf('EAPI=8\nreadonly A=1\nA=2; SLOT=never\nx=$((1/0))\nSLOT=0\n');
    expect(metadata.SLOT).toBe('0');
  });

  it('follows the bash of its EAPI', () => {
    expect(metadataOf('EAPI=7\nx=a.b\nSLOT="${x/./\\/}"\n').SLOT).toBe('a\\/b');
    expect(metadataOf('EAPI=8\nx=a.b\nSLOT="${x/./\\/}"\n').SLOT).toBe('a/b');
  });
});

describe('places', () => {
  it('says where an ebuild dies', () => {
    expect(evaluate('EAPI=8\n\ndie "no"\n')).toEqual({
      outcome: 'refused',
      why: 'demo-1.2-r3.ebuild, line 3: no',
      at: { file: 'demo-1.2-r3.ebuild', line: 3 },
    });
  });

  it('says the line of the eclass whose function dies', () => {
    const outcome = evaluate('EAPI=8\ninherit one\n\n\none_check\n', {
      one: '# one\none_check() {\n\t[[ x ]] &&\n\t\tdie "bad"\n}\n',
    });
    expect(outcome).toMatchObject({ outcome: 'refused', at: { file: 'one.eclass', line: 4 } });
  });

  it('says the line of an eval, not one within its text', () => {
    const outcome = evaluate('EAPI=8\n\neval "\n\n\ndie late"\n');
    expect(outcome).toMatchObject({ at: { file: 'demo-1.2-r3.ebuild', line: 3 } });
    const defined = evaluate('EAPI=8\neval "f() {\n\n\ndie late; }"\nx=1\nf\n');
    expect(defined).toMatchObject({ at: { line: 2 } });
  });

  it('says the line of a substitution', () => {
    expect(evaluate('EAPI=8\nx=$(\n\tdie inner\n)\n')).toMatchObject({ at: { line: 3 } });
    expect(evaluate('EAPI=8\ny=1\nx="$((1 + $(die inner)))"\n')).toMatchObject({ at: { line: 3 } });
  });

  it('names the file and line of a syntax error', () => {
    expect(evaluate('EAPI=8\nif true; then\n')).toMatchObject({
      outcome: 'refused',
      at: { file: 'demo-1.2-r3.ebuild' },
      why: expect.stringContaining('syntax error'),
    });
    expect(evaluate('EAPI=8\ninherit bad\n', { bad: 'x=1\ny="\n' })).toMatchObject({
      outcome: 'refused',
      at: { file: 'bad.eclass', line: 2 },
    });
  });

  it('names the construct and the place of what is unknown', () => {
    expect(evaluate('EAPI=8\nSLOT=0\nx=$RANDOM\n')).toEqual({
      outcome: 'unknown',
      why: 'demo-1.2-r3.ebuild, line 3: it asks for $RANDOM',
      at: { file: 'demo-1.2-r3.ebuild', line: 3 },
    });
    expect(evaluate('EAPI=8\n\n:\nsleep 1 &\n')).toMatchObject({ outcome: 'unknown', at: { line: 4 } });
  });
});

describe('refused', () => {
  it.each([
    ['EAPI=99\n', 'EAPI 99 is not supported'],
    ['EAPI=8\nuse foo\n', 'global scope'],
    ['EAPI=8\nsed -e x\nfalse\n', 'last command fails'],
    ['EAPI=8\nls\n', 'External commands disallowed'],
    ['EAPI=8\nx=${nope?gone}\n', 'gone'],
    ['EAPI=8\ninherit nope\n', 'could not be found'],
    ['EAPI=8\nEXPORT_FUNCTIONS src_compile\n', 'ECLASS'],
    ['EAPI=8\nfalse\n', 'last command fails'],
  ])('%j', (text, why) => {
    expect(evaluate(text)).toMatchObject({ outcome: 'refused', why: expect.stringContaining(why) });
  });
});
