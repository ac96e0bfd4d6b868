// `explain ... --tree REPO`: each unmet need with the line of the ebuild or eclass that it comes from.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { indexText } from '../support/index-text.js';
import { makeFolder, runCommand } from './run-command.js';

const EBUILD = `# A comment
EAPI=8

inherit deps

COMMON_DEPEND="
	>=net-dns/libidn2-0.14:=
	nls? ( virtual/libintl )
"
RDEPEND="\${COMMON_DEPEND}
	|| ( app-misc/first app-misc/second )
	~app-misc/\${PN}-data-\${PV}
	\${DEPS_DEPEND}"
PDEPEND="app-misc/gone"
SLOT=0
DESCRIPTION=x
`;
const ECLASS = `deps_set() {
	local version
	for version in 3; do
		DEPS_DEPEND+=" dev-lang/interpreter:\${version}"
	done
	DEPS_DEPEND+=" $(printf '%s/%s' virtual computed)"
}
deps_set
RDEPEND="app-misc/from-eclass"
`;
const BROKEN_EBUILD = 'EAPI=8\nif x; then\n\tRDEPEND="app-misc/x"\n}\n';

const entry = (cpv: string, rdepend: string, more: Readonly<Record<string, string>> = {}) => ({
  CPV: cpv,
  EAPI: '8',
  KEYWORDS: 'amd64',
  MD5: 'd41d8cd98f00b204e9800998ecf8427e',
  RDEPEND: rdepend,
  SHA1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  SIZE: '1',
  REPO: 'overlay',
  ...more,
});

const folder = makeFolder({
  'host/Packages': indexText([
    entry(
      'net-misc/wget-1.21',
      '>=net-dns/libidn2-0.14:0/2= || ( app-misc/first app-misc/second ) ~app-misc/wget-data-1.21 ' +
        'dev-lang/interpreter:3 virtual/computed app-misc/from-eclass >=sys-libs/glibc-2.38 app-misc/newer >=virtual/libintl-2',
      { PDEPEND: 'app-misc/gone' },
    ),
    entry('net-misc/broken-1', 'app-misc/x'),
    entry('net-misc/absent-1', 'app-misc/x'),
    entry('net-misc/well-1', ''),
    entry('net-misc/well-3', 'app-misc/x', { SLOT: '2' }),
  ]),
  'no-grammar.mjs': `import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { readFile } = promises;
promises.readFile = (path, ...rest) =>
  String(path).endsWith('tree-sitter-bash.wasm') ? Promise.reject(new Error('gone')) : readFile(path, ...rest);
syncBuiltinESMExports();
`,
  'main/profiles/repo_name': 'main\n',
  'main/eclass/deps.eclass': ECLASS,
  'overlay/profiles/repo_name': 'overlay\n',
  'overlay/metadata/layout.conf': 'masters = main\n',
  'overlay/profiles/categories': 'net-misc\n',
  'overlay/net-misc/wget/wget-1.21.ebuild': EBUILD,
  'overlay/net-misc/broken/broken-1.ebuild': BROKEN_EBUILD,
  'overlay/net-misc/well/well-3-r1.ebuild': 'EAPI=8\nSLOT=2\nDESCRIPTION=x\nRDEPEND="app-misc/x"\n',
  'overlay/net-misc/well/well-1.ebuild': 'EAPI=8\nSLOT=0\nDESCRIPTION=x\n',
});
const TREES = ['--tree', join(folder, 'main'), '--tree', join(folder, 'overlay')];
const HOST = join(folder, 'host');

/** The rows of the story that say where needs come from, each on one line, white space folded. */
function tell(args: readonly string[]): readonly string[] {
  const { out } = runCommand(['explain', ...args]);
  const rows = out.replace(/\n {11}(?! )/g, ' ').split('\n');
  return rows
    .filter(line => /^ {2}(ebuild|fault|line) /.test(line))
    .map(line => line.trim().replace(/ +/g, ' '));
}

describe('explain SOURCE ATOM --tree REPO', () => {
  const EB = 'net-misc/wget/wget-1.21.ebuild';

  it('names the line of every need, when verbose', () => {
    expect(tell([HOST, 'net-misc/wget', ...TREES, '--verbose'])).toEqual([
      `ebuild ${EB} of overlay`,
      `line ${EB}:7 RDEPEND through COMMON_DEPEND >=net-dns/libidn2-0.14:=`,
      `line ${EB}:11 RDEPEND || ( app-misc/first ) and 1 more of || ( app-misc/first app-misc/second )`,
      `line ${EB}:12 RDEPEND ~app-misc/\x24{PN}-data-\x24{PV}`,
      'line eclass/deps.eclass:4 of main RDEPEND through DEPS_DEPEND dev-lang/interpreter:\x24{version} in for version in 3',
      'line virtual/computed: line not found, it is computed in eclass/deps.eclass',
      'line eclass/deps.eclass:9 of main RDEPEND app-misc/from-eclass',
      'line >=sys-libs/glibc-2.38: no line, Portage added it when the package was built',
      'line app-misc/newer: RDEPEND of this ebuild does not name it',
      `line >=virtual/libintl-2: this ebuild says virtual/libintl ${EB}:8 RDEPEND through COMMON_DEPEND nls? ( virtual/libintl )`,
      `line ${EB}:14 PDEPEND app-misc/gone`,
    ]);
  });

  it('names those of the first unmet needs otherwise', () => {
    const lines = tell([HOST, 'net-misc/wget', ...TREES]);
    expect(lines.filter(line => line.startsWith('line'))).toHaveLength(4);
    expect(lines.at(-1)).toBe('line ... 7 more (--verbose)');
    expect(tell([HOST, '=net-misc/well-1', ...TREES])).toEqual([
      'ebuild net-misc/well/well-1.ebuild of overlay',
    ]);
  });

  it('points at the fault of a broken ebuild, as both readers see it', () => {
    const [ebuild, first, second] = tell([HOST, 'net-misc/broken', ...TREES]);
    expect(ebuild).toMatch(
      /^ebuild net-misc\/broken\/broken-1.ebuild of overlay, refused: broken-1.ebuild, line 4: syntax error/,
    );
    expect(first).toMatch(/^fault net-misc\/broken\/broken-1.ebuild:\d+:\d+ .* \(unbash\)$/);
    expect(second).toMatch(/^fault net-misc\/broken\/broken-1.ebuild:\d+:\d+ .* \(tree-sitter\)$/);
  });

  it('takes the nearest version where the very one has gone', () => {
    expect(tell([HOST, 'net-misc/well:2', ...TREES])).toEqual([
      'ebuild net-misc/well-3.ebuild is not in the tree, the nearest is net-misc/well/well-3-r1.ebuild of overlay',
      'line net-misc/well/well-3-r1.ebuild:4 RDEPEND app-misc/x',
    ]);
  });

  it('says where there is no ebuild, and stays silent without a tree', () => {
    expect(tell([HOST, 'net-misc/absent', ...TREES])).toEqual([
      'ebuild net-misc/absent-1.ebuild is not in the tree, nor another version',
    ]);
    expect(tell([HOST, 'net-misc/wget'])).toEqual([]);
  });

  it('tells the rest where the grammar is not there', () => {
    const env = { NODE_OPTIONS: `--import ${pathToFileURL(join(folder, 'no-grammar.mjs')).href}` };
    const { code, out, err } = runCommand(['explain', HOST, 'net-misc/wget', ...TREES], { env });
    expect(code).toBe(0);
    expect(err).toBe(
      'binpkg-check: lines of ebuilds are not available: this installation lacks the grammar of bash (tree-sitter-bash.wasm)\n',
    );
    expect(out).toBe(runCommand(['explain', HOST, 'net-misc/wget']).out);
  });

  it('refuses what is no repository', () => {
    const { code, err } = runCommand(['explain', HOST, 'net-misc/wget', '--tree', HOST]);
    expect(code).toBe(3);
    expect(err).toContain('is no ebuild repository');
  });
});

describe('explain FINGERPRINT --report FILE --tree REPO', () => {
  it('names the line of what the finding is about', () => {
    const report = join(folder, 'report.json');
    runCommand(['audit', HOST, '--format', 'json', '--output', report]);
    const { out } = runCommand(['explain', '--help']);
    expect(out).toContain('--tree');
    const listed = runCommand(['audit', HOST, '--format', 'ndjson']).out.split('\n');
    const line = listed.find(text => text.includes('libidn2-0.14') && text.includes('"unmet-dependency"'));
    const fingerprint = /"fingerprint":"([0-9a-f]{16})"/.exec(line ?? '')?.[1] ?? '';
    expect(tell([fingerprint, '--report', report, ...TREES])).toEqual([
      'ebuild net-misc/wget/wget-1.21.ebuild of overlay',
      'line net-misc/wget/wget-1.21.ebuild:7 RDEPEND through COMMON_DEPEND >=net-dns/libidn2-0.14:=',
    ]);
    rmSync(report);
    expect(tell([fingerprint, '--report', report])).toEqual([]);
  });
});
