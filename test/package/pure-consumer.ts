// A page or an edge function: nothing but the pure doors, bundler resolution, no types of a browser or of Node.

import { buildUniverse, check, type Finding, RULES, type SourceInput } from 'binpkg-check';
import { FormatError, readPackagesIndex } from 'binpkg-check/formats';
import { compareVersions, parseAtom } from 'binpkg-check/pms';
import { PLAIN, REPORTERS, type Reporter, type ReportInput } from 'binpkg-check/report';
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
const result = check(buildUniverse([source]), [], RULES);
const missed: readonly Finding[] = result.findings.filter(({ rule }) => rule === 'unmet-dependency');
if (missed.length !== 1) throw new Error('libidn2 is not missed');

const render: Reporter = await REPORTERS.text!();
const input: ReportInput = { result, rules: RULES, tool: { name: 'page', version: '1.0.0' } };
export const told: string = render(input, { width: 80, verbose: false, quiet: false, palette: PLAIN });
if (!told.includes('net-dns/libidn2')) throw new Error(told);

const rules: readonly Rule[] = SAME;
export const facts = [rules.length, typeof defineRule, FormatError.name, parseAtom('>=a/b-1').text];
if (compareVersions('1.0', '1.0-r1') !== -1) throw new Error('versions are compared wrongly');
