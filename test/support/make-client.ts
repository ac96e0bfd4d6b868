// Clients by hand, for tests: what is not said is as with a profile that sets nothing and accepts everything but testing keywords.

import type { ClientSettings, FlagLevel } from '../../src/model/client/client-settings.js';
import { wordsOf } from '../../src/model/client/stack-changes.js';
import { parseAtom } from '../../src/pms/parse-atom.js';

const EMPTY_LEVEL: FlagLevel = {
  use: [],
  useStable: [],
  useMask: [],
  useForce: [],
  useStableMask: [],
  useStableForce: [],
  packageUse: [],
  packageUseStable: [],
  packageUseMask: [],
  packageUseForce: [],
  packageUseStableMask: [],
  packageUseStableForce: [],
};

export function makeLevel(level: Partial<FlagLevel> = {}): FlagLevel {
  return { ...EMPTY_LEVEL, ...level };
}

export function makeClient(settings: Partial<ClientSettings> = {}): ClientSettings {
  return {
    name: 'desktop',
    variables: new Map([
      ['ARCH', 'amd64'],
      ['USE_ORDER', 'env:pkg:conf:defaults:pkginternal:features:repo:env.d'],
    ]),
    arch: 'amd64',
    use: new Set(),
    iuseEffective: new Set(),
    levels: [],
    repositoryLevels: new Map(),
    profileVariables: new Map(),
    userVariables: new Map(),
    userPackageUse: [],
    packageEnvironment: [],
    acceptKeywords: ['amd64'],
    packageKeywords: [],
    packageAcceptKeywords: [],
    masks: [],
    unmasks: [],
    acceptLicense: ['*'],
    packageLicense: [],
    licenseGroups: new Map(),
    acceptProperties: ['*'],
    packageProperties: [],
    acceptRestrict: ['*'],
    packageAcceptRestrict: [],
    provided: [],
    system: [],
    useMask: new Set(),
    useForce: new Set(),
    architectures: [],
    problems: [],
    ...settings,
  };
}

/**
 * A client from the lines of a scenario's section `[profile NAME]`: `ACCEPT_KEYWORDS: amd64`, `ACCEPT_LICENSE`, `CHOST`, `USE`, `use.mask`,
 * `use.force`, `package.provided: CPV`, `soname.provided: ABI SONAME...`, `package.mask: ATOM # comment`, `package.use: ATOM FLAGS`; each of the last two as often as wanted.
 */
function readClient(name: string, body: string): ClientSettings {
  const lines = body.split('\n').flatMap((text, at) => {
    const colon = text.indexOf(': ');
    return colon < 0
      ? []
      : [{ key: text.slice(0, colon), value: text.slice(colon + 2).trim(), line: at + 1 }];
  });
  const listOf = (key: string) =>
    lines.filter(line => line.key === key).flatMap(({ value }) => wordsOf(value));
  const given = new Set(lines.map(({ key }) => key));
  const chost = listOf('CHOST').join(' ');
  const plain = makeClient();
  return makeClient({
    name,
    variables: new Map([...plain.variables, ...(chost === '' ? [] : [['CHOST', chost] as const])]),
    acceptKeywords: given.has('ACCEPT_KEYWORDS') ? listOf('ACCEPT_KEYWORDS') : plain.acceptKeywords,
    acceptLicense: given.has('ACCEPT_LICENSE') ? listOf('ACCEPT_LICENSE') : plain.acceptLicense,
    acceptRestrict: given.has('ACCEPT_RESTRICT') ? listOf('ACCEPT_RESTRICT') : plain.acceptRestrict,
    provided: listOf('package.provided'),
    providedSonames: new Set(
      lines
        .filter(({ key }) => key === 'soname.provided')
        .flatMap(({ value }) => {
          const [abi = '', ...sonames] = wordsOf(value);
          return sonames.map(soname => `${abi} ${soname}`);
        }),
    ),
    levels: [makeLevel({ use: listOf('USE'), useMask: listOf('use.mask'), useForce: listOf('use.force') })],
    masks: lines
      .filter(({ key }) => key === 'package.mask')
      .map(({ value, line }) => {
        const [atom = '', comment = ''] = value.split(' # ');
        return {
          atom: parseAtom(atom, { wildcard: true }),
          value: null,
          file: 'package.mask',
          line,
          comment,
        };
      }),
    userPackageUse: lines
      .filter(({ key }) => key === 'package.use')
      .map(({ value, line }) => {
        const [atom = '', ...flags] = wordsOf(value);
        return { atom: parseAtom(atom, { wildcard: true }), value: flags, file: 'package.use', line };
      }),
  });
}

/** The clients of a scenario. */
export function readClients(text: string): readonly ClientSettings[] {
  return [...text.matchAll(/^\[profile(?: +(\S+))?\]\n((?:(?!\[)[^\n]*\n?)*)/gm)].map(([, name, body]) =>
    readClient(name ?? 'desktop', body ?? ''),
  );
}
