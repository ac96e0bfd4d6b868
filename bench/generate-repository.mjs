// An ebuild repository of any size, the same for the same seed: eclasses that compute as those of public repositories do (lists of
// interpreters, archives by version, exported phases), and ebuilds that use none, one or several of them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from './generator/random.mjs';

const CATEGORIES = ['app-misc', 'dev-libs', 'dev-python', 'net-misc', 'sys-apps'];
const LICENSES = ['MIT', 'GPL-2', 'BSD', '|| ( MIT GPL-2+ )'];
const KEYWORDS = ['amd64', '~amd64 ~arm64', 'amd64 arm arm64 ~ppc64 x86', '~amd64 ~arm ~arm64 ~riscv ~x86'];
const FLAGS = ['debug', 'doc', 'examples', 'ipv6', 'nls', 'ssl', 'static-libs', 'test', 'threads', 'zlib'];

const ECLASSES = {
  'bench-interpreter': `# Targets as flags, and dependencies by flag.
if [[ -z \${_BENCH_INTERPRETER_ECLASS} ]]; then
_BENCH_INTERPRETER_ECLASS=1
case \${EAPI} in
	7|8) ;;
	*) die "\${ECLASS}: EAPI \${EAPI:-0} not supported" ;;
esac
inherit bench-versions
_BENCH_ALL=( interp3_{8..14} )
_bench_set_targets() {
	local i pattern found=()
	for i in "\${_BENCH_ALL[@]}"; do
		for pattern in "\${BENCH_COMPAT[@]}"; do
			if [[ \${i} == \${pattern} ]]; then
				found+=( "\${i}" )
				break
			fi
		done
	done
	[[ \${#found[@]} -gt 0 ]] || die "No supported target in BENCH_COMPAT."
	local flags=( "\${found[@]/#/bench_targets_}" ) deps='' one
	for one in "\${found[@]}"; do
		local version=\${one#interp}
		version=\${version//_/.}
		deps+=" bench_targets_\${one}? ( dev-lang/interp:\${version}\${BENCH_REQ_USE:+[\${BENCH_REQ_USE}]} )"
	done
	IUSE="\${flags[*]}"
	REQUIRED_USE="|| ( \${flags[*]} )"
	BENCH_DEPS=\${deps# }
	BENCH_USEDEP=$(printf '%s(-)?,' "\${flags[@]}")
	BENCH_USEDEP=\${BENCH_USEDEP%,}
	readonly BENCH_DEPS BENCH_USEDEP
}
_bench_set_targets
unset -f _bench_set_targets
bench-interpreter_src_prepare() { default; }
bench-interpreter_src_compile() {
	local target
	for target in "\${BENCH_COMPAT[@]}"; do
		echo "building for \${target}"
	done
}
fi
EXPORT_FUNCTIONS src_prepare src_compile
`,
  'bench-versions': `# Where archives are.
if [[ -z \${_BENCH_VERSIONS_ECLASS} ]]; then
_BENCH_VERSIONS_ECLASS=1
bench_archive() {
	local name=\${1:-\${PN}} version=\${2:-\${PV}} suffix
	version=$(ver_rs 2- _ "\${version}")
	case \${version} in
		*_rc*|*_beta*) suffix=.tar.gz ;;
		[0-4].*) suffix=.tar.bz2 ;;
		*) suffix=.tar.xz ;;
	esac
	echo "https://example.org/\${name::1}/\${name}/\${name^}-\${version}\${suffix} -> \${P}\${suffix}"
}
fi
`,
  'bench-build': `# What building takes.
inherit bench-versions
: "\${BENCH_TOOL:=ninja}"
case \${BENCH_TOOL} in
	emake) BDEPEND="sys-devel/make" ;;
	ninja) BDEPEND=">=dev-build/ninja-1.8.2" ;;
	*) die "Unknown value for \\\${BENCH_TOOL}" ;;
esac
BDEPEND+=" >=dev-build/tool-3.20.5"
IUSE="+lto"
has doc \${IUSE//+} || RESTRICT+=" test"
bench-build_src_configure() {
	local args=( -DCMAKE=1 $(usex lto -DLTO=1 '') )
	echo "\${args[@]}"
}
bench-build_src_compile() { :; }
bench-build_src_test() { :; }
EXPORT_FUNCTIONS src_configure src_compile src_test
`,
};

/**
 * Writes a repository into a directory that is made for it.
 * @param {string} directory
 * @param {{ readonly ebuilds: number, readonly seed?: number }} options
 */
export function generateRepository(directory, { ebuilds, seed = 1 }) {
  const random = new Random(seed);
  write(directory, 'profiles/repo_name', 'bench\n');
  write(directory, 'profiles/categories', `${CATEGORIES.join('\n')}\n`);
  write(directory, 'metadata/layout.conf', 'masters =\n');
  for (const [name, text] of Object.entries(ECLASSES)) write(directory, `eclass/${name}.eclass`, text);
  for (let at = 0; at < ebuilds; at++) {
    const name = `name${Math.floor(at / 3)}`;
    const category = CATEGORIES[Math.floor(at / 3) % CATEGORIES.length];
    const version = `${at % 7}.${at % 3}.${at % 11}`;
    write(directory, `${category}/${name}/${name}-${version}.ebuild`, makeEbuild(random));
  }
}

/** @param {string} directory @param {string} path @param {string} text */
function write(directory, path, text) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** @param {Random} random */
function makeEbuild(random) {
  const isInterpreted = random.chance(0.4);
  const isBuilt = random.chance(0.5);
  const eclasses = [...(isInterpreted ? ['bench-interpreter'] : []), ...(isBuilt ? ['bench-build'] : [])];
  const flags = FLAGS.filter(() => random.chance(0.25));
  const needs = Array.from({ length: random.below(8) }, () => makeNeed(random, flags));
  return `# Generated.

EAPI=8

${isInterpreted ? `BENCH_COMPAT=( interp3_{${8 + random.below(3)}..${11 + random.below(4)}} )\n` : ''}${
  eclasses.length > 0 ? `inherit ${eclasses.join(' ')}\n` : ''
}
MY_PN=\${PN/name/Name}
DESCRIPTION="A package of \${CATEGORY} for measuring, release $(ver_cut 1-2)"
HOMEPAGE="https://example.org/\${MY_PN}"
if [[ \${PV} == 9999 ]]; then
	EGIT_REPO_URI="https://example.org/\${PN}.git"
else
	SRC_URI="${eclasses.length > 0 ? '$(bench_archive)' : `https://example.org/\${P}.tar.gz`}"
	KEYWORDS="${random.pick(KEYWORDS)}"
fi

LICENSE="${random.pick(LICENSES)}"
SLOT="0/$(ver_cut 1)"
IUSE="${flags.join(' ')}"
RESTRICT="!test? ( test )"

COMMON_DEPEND="
	${needs.join('\n\t')}
"
RDEPEND="\${COMMON_DEPEND}${isInterpreted ? `\n\t\${BENCH_DEPS}` : ''}"
DEPEND="\${COMMON_DEPEND}
	virtual/pkgconfig"

src_install() {
	local file
	for file in README AUTHORS; do
		[[ -s \${file} ]] && dodoc "\${file}"
	done
	default
}
`;
}

/** @param {Random} random @param {readonly string[]} flags */
function makeNeed(random, flags) {
  const name = `${random.pick(CATEGORIES)}/name${random.below(400)}`;
  const atom = random.chance(0.5) ? `>=${name}-${1 + random.below(6)}.0:=` : name;
  return flags.length > 0 && random.chance(0.4) ? `${random.pick(flags)}? ( ${atom} )` : atom;
}
