// Where we read otherwise than Portage 3.0.82 on purpose: all that a comparison of 500,000 random texts has left over. `portage` is
// what it answers; the specification is PMS.

import { describe, expect, it } from 'vitest';
import type { AtomOptions } from '../../src/pms/atom.js';
import { formatDepspec } from '../../src/pms/depspec.js';
import type { DepspecKind } from '../../src/pms/depspec-leaf.js';
import { matchesAtom } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { evaluateAtom, reduceDepspec } from '../../src/pms/reduce-depspec.js';
import { PmsSyntaxError } from '../../src/pms/syntax-error.js';
import { candidate } from './read-fixture.js';

function isValid(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return false;
    throw error;
  }
}

interface Text {
  readonly text: string;
  readonly portage: boolean;
  readonly why: string;
}

describe('atoms', () => {
  const rows: readonly (Text & { readonly options?: AtomOptions })[] = [
    { text: '+c/*', options: { wildcard: true }, portage: true, why: 'PMS 3.1.1: no category starts with +' },
    {
      text: 'c/*-1',
      options: { wildcard: true },
      portage: true,
      why: 'meant to be refused: Portage does so only for versions with a dot',
    },
    { text: '=c/p-1x-2-3', portage: true, why: 'PMS 3.1.2: p-1x ends in a hyphen and a version' },
    { text: '=c/p-1-1234567890123456', portage: true, why: 'a build id that no number of JavaScript holds' },
  ];
  it.each(rows)('$text: $why', ({ text, options, portage }) => {
    expect(isValid(() => parseAtom(text, options))).toBe(!portage);
  });
});

describe('specifications', () => {
  const rows: readonly (Text & { readonly kind: DepspecKind; readonly eapi?: string })[] = [
    { kind: 'license', text: 'a/b', portage: true, why: 'PMS 3.1.7: no license name has a slash' },
    {
      kind: 'restrict',
      text: '|| ( a b )',
      portage: true,
      why: 'PMS 8.2: any-of groups are for dependencies, LICENSE and REQUIRED_USE',
    },
    { kind: 'license', text: '^^ a', portage: true, why: 'PMS 8.2: ^^ opens a group' },
    { kind: 'restrict', text: 'a)', portage: true, why: 'PMS 8.2: white space is not optional' },
    { kind: 'src-uri', text: '-> a', portage: true, why: 'PMS 8.2: an arrow follows a URI' },
    { kind: 'src-uri', text: 'a -> fetch+b', eapi: '7', portage: false, why: 'a file name, not a URI' },
    {
      kind: 'required-use',
      text: '( )',
      portage: true,
      why: 'PMS 8.2: a group has members (isRequiredUseMet reads it as Portage does)',
    },
  ];
  it.each(rows)('$kind $text: $why', ({ text, portage, why: _, ...options }) => {
    expect(isValid(() => parseDepspec<DepspecKind>(text, options))).toBe(!portage);
  });
});

describe('matching', () => {
  const rows = [
    {
      atom: '~c/p-1.0',
      pkg: 'c/p-1.00',
      portage: false,
      why: 'PMS 8.3.1: equal where revisions are ignored; Portage compares the text',
    },
    {
      atom: '=c/p-1.02*',
      pkg: 'c/p-1.020',
      portage: false,
      why: 'PMS 8.3.1: components are compared; Portage compares text',
    },
    {
      atom: '=c/p-1-r0*',
      pkg: 'c/p-1',
      portage: false,
      why: 'PMS 3.2: a missing revision is -r0; Portage compares text',
    },
  ];
  it.each(rows)('$atom and $pkg: $why', ({ atom, pkg, portage }) => {
    expect(matchesAtom(parseAtom(atom), candidate(pkg))).toBe(!portage);
  });
});

describe('reduction', () => {
  const reduce = (text: string, eapi: string) =>
    formatDepspec(reduceDepspec(parseDepspec(text), { eapi }).nodes, atom => atom.text);

  it('keeps the repository of an evaluated atom, which Portage drops', () => {
    expect(evaluateAtom(parseAtom('a/b:0::r[x?]'), new Set(['x'])).text).toBe('a/b:0::r[x]');
  });

  it('takes an emptied any-of as met up to EAPI 6 wherever it stands, as PMS 8.2.3 says; Portage only at the top', () => {
    expect(reduce('|| ( || ( x? ( a/b ) ) c/d )', '6')).toBe('');
    expect(reduce('|| ( || ( x? ( a/b ) ) c/d )', '7')).toBe('|| ( || ( ) c/d )');
  });

  it('removes every superfluous bracket; Portage keeps some inside a choice', () => {
    expect(reduce('|| ( ( a/b || ( ( c/d e/f ) ) ) g/h )', '8')).toBe('|| ( ( a/b c/d e/f ) g/h )');
  });
});
