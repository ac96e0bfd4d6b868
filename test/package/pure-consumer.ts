// A page or an edge function: nothing but the pure doors, bundler resolution, no types of a browser or of Node.

import {
  answerDivergence,
  answerGraph,
  answerHitRate,
  answerImpact,
  answerInstallable,
  answerMetadata,
  answerUpgrade,
  buildUniverse,
  type ClientSettings,
  check,
  type Decision,
  decideInstallable,
  describeDivergence,
  describeHitRate,
  describeImpact,
  describeInstallable,
  describePackage,
  describeUpgrade,
  explainPackage,
  type Finding,
  type InstallableRecord,
  type Reading,
  RULES,
  type SourceInput,
} from 'binpkg-check';
import { FormatError, readPackagesIndex } from 'binpkg-check/formats';
import { compareVersions, parseAtom } from 'binpkg-check/pms';
import { installableSchema, PLAIN, REPORTERS, type Reporter, type ReportInput } from 'binpkg-check/report';
import { defineRule, type Rule, RULES as SAME } from 'binpkg-check/rules';

const INDEX = `ARCH: amd64
CHOST: x86_64-pc-linux-gnu
PACKAGES: 1
TIMESTAMP: 1700000000
VERSION: 0

BUILD_TIME: 1699999999
CPV: net-misc/wget-1.21
KEYWORDS: amd64
MD5: d41d8cd98f00b204e9800998ecf8427e
RDEPEND: net-dns/libidn2
SIZE: 1

`;

const source: SourceInput = {
  role: 'candidate',
  location: 'here',
  name: 'here',
  kind: 'index',
  header: new Map([['ARCH', 'amd64']]),
  iuseEffective: new Set(),
  problems: [],
  files: null,
  discrepancies: null,
  digest: null,
  records: readPackagesIndex(Uint8Array.from(INDEX, letter => letter.charCodeAt(0))).entries,
};
const universe = buildUniverse([source]);
const result = check(universe, [], RULES);
const missed: readonly Finding[] = result.findings.filter(({ rule }) => rule === 'unmet-dependency');
if (missed.length !== 1) throw new Error('libidn2 is not missed');

const render: Reporter = await REPORTERS.text!();
const input: ReportInput = { result, rules: RULES, tool: { name: 'page', version: '1.0.0' } };
export const told = [...render(input, { width: 80, verbose: false, quiet: false, palette: PLAIN })].join('');
if (!told.includes('net-dns/libidn2')) throw new Error(told);

const rules: readonly Rule[] = SAME;
export const facts = [rules.length, typeof defineRule, FormatError.name, parseAtom('>=a/b-1').text];
if (compareVersions('1.0', '1.0-r1') !== -1) throw new Error('versions are compared wrongly');

const level = {
  ...{ use: [], useStable: [], useMask: [], useForce: [], useStableMask: [], useStableForce: [] },
  ...{ packageUse: [], packageUseStable: [], packageUseMask: [], packageUseForce: [] },
  ...{ packageUseStableMask: [], packageUseStableForce: [] },
};
const client: ClientSettings = {
  ...{ name: 'page', arch: 'amd64', variables: new Map(), use: new Set(), iuseEffective: new Set() },
  ...{ levels: [level], repositoryLevels: new Map(), profileVariables: new Map(), userVariables: new Map() },
  ...{ userPackageUse: [], packageEnvironment: [], acceptKeywords: ['amd64'], packageKeywords: [] },
  ...{ packageAcceptKeywords: [], masks: [], unmasks: [], acceptLicense: ['*'], packageLicense: [] },
  ...{ licenseGroups: new Map(), acceptProperties: ['*'], packageProperties: [], acceptRestrict: ['*'] },
  ...{ packageAcceptRestrict: [], provided: [], system: [], useMask: new Set(), useForce: new Set() },
  ...{ architectures: [], problems: [] },
};
const standing = answerInstallable(universe);
const verdicts: InstallableRecord = describeInstallable(standing);
const decision: Decision = decideInstallable(standing);
if (decision !== 'fail' || verdicts.verdicts[0]?.verdict !== 'not-installable')
  throw new Error('it can be had');
const checked = await installableSchema['~standard'].validate(JSON.parse(JSON.stringify(verdicts)));
if (checked.issues !== undefined) throw new Error(checked.issues[0]?.message);
const installed = buildUniverse([source, { ...source, role: 'installed', name: 'root', location: 'root' }]);
const none: AsyncIterable<Reading> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};
export const answers = [
  describeUpgrade(answerUpgrade(installed), 'root', 'here').outcome,
  describeHitRate(answerHitRate(universe, { repositories: [], byCpn: new Map() }, [client]), 'here').clients,
  describeDivergence(answerDivergence(universe, null, { a: client, b: client }), 'here', { a: '', b: '' })
    .divergent,
  describePackage(explainPackage(universe, RULES, 'wget')).packages[0]?.package,
  describeImpact(answerImpact(universe, 'wget')).packages[0]?.name.lost,
  answerGraph(universe).nodes.length,
  (await answerMetadata({ repository: 'gentoo', ignored: [] }, none)).ebuilds,
];
if (JSON.stringify(answers.slice(-3)) !== '[[],2,0]') throw new Error(JSON.stringify(answers));
