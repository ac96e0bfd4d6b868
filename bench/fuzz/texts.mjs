// Short texts that use much of a format each: what the samples at hand lack.

export const EBUILDS = [
  `EAPI=8
inherit sample toolchain
DESCRIPTION="A \${PN} of \${PV//./-}"
HOMEPAGE="https://example.org/\${PN,,}"
SRC_URI="https://example.org/\${P}.tar.gz test? ( https://example.org/\${MY_P:-\${P}}-test.tar.xz -> t-\${PV%%.*}.tar.xz )"
LICENSE="|| ( GPL-2+ MIT )"
SLOT="0/\${PV%.*}"
KEYWORDS="~amd64 ~arm64"
IUSE="+ssl doc \${MY_FLAGS[*]/#/flag_}"
REQUIRED_USE="?? ( ssl doc )"
RDEPEND=">=dev-libs/a-\${PV}:= ssl? ( dev-libs/openssl:0= )"
for i in 1 2 3; do
  RDEPEND+=" dev-libs/lib\${i}"
done
DEPEND="\${RDEPEND}"
case \${PV} in
  9999*) KEYWORDS="" ;;
  *_p*|*_rc*) MY_P=\${P/_/} ;;
  *) : ;;
esac
if [[ \${PV} == *9999 && -z \${X} || \${PN} =~ ^(a|b+)$ ]]; then PROPERTIES="live"; fi
S="\${WORKDIR}/\${MY_P}"
src_install() { default; dodoc README; }
`,
  `EAPI=7
VALUES=( one two "three four" {a..e} {01..10..3} )
declare -A MAP=( [a]=1 [b]="2 3" )
make_list() {
  local flag out=() IFS=,
  for flag in "\${VALUES[@]}"; do out+=( "\${flag^^}:\${#flag}" ); done
  printf '%s\\n' "\${out[*]}"
}
IUSE="$(make_list)"
n=0
while (( n < 5 )); do (( n++ )); [[ n -eq 3 ]] && continue; RDEPEND+=" dev-libs/n\${n}"; done
until [ \${n} -ge 9 ]; do n=$(( n * 2 + (n & 1 ? 3 : 0x1) )); done
read -r -d '' DESCRIPTION <<-END
	some text of \${PN} and $((1 + 2))
END
[[ \${PV} == @(1|2).* ]] && SLOT=1 || SLOT=0
x='a'\\''b'; y=$'\\t\\x41\\u00e9'; z=\${x:1:2}\${y@Q}\${!PN}
eval "W=\\"\${x}\\""
trap ':' EXIT
shopt -s extglob; set -- a b c; shift 2
LICENSE=\${1:-MIT}; KEYWORDS=\${VALUES[@]:1:2}
`,
  'EAPI=8\nSLOT=0\nDESCRIPTION=x\nf() { g "$@"; }\ng() { echo "$#${*}"; }\nIUSE=$(f a $(echo b $(echo c)))\nunset -f f\n',
];

export const ECLASS = `EAPI=8
if [[ -z \${_SAMPLE_ECLASS} ]]; then
_SAMPLE_ECLASS=1
EXPORT_FUNCTIONS src_compile
MY_FLAGS=( x y )
BDEPEND=">=dev-build/make-4"
sample_src_compile() { emake; }
_sample_set() {
  local -n ref=$1
  ref="$(IFS=' '; echo "\${*:2}")"
}
_sample_set RESTRICT mirror "test? ( x )"
fi
`;

export const MD5_CACHE = [
  'DEFINED_PHASES=compile install\nDEPEND=dev-libs/a\nDESCRIPTION=x\nEAPI=8\nKEYWORDS=~amd64\nSLOT=0\n_eclasses_=multilib\td41d8cd98f00b204e9800998ecf8427e\ttoolchain\tc410501e3b1d1e1e1a7b2a4a5ee8d6c0\n_md5_=5e8b9b1d8f4e3e5f5d6c1a2b3c4d5e6f\n',
];

export const PROFILE = [
  '# comment\n*sys-apps/baselayout\n-*sys-apps/old\n>=dev-lang/perl-5.38:0 -ssl doc\n=dev-libs/a-1* ~amd64 **\nmove dev-libs/a dev-libs/b\nslotmove =dev-libs/c-1 0 2\n',
  'parent = ../base\nmasters = gentoo\ncache-formats = md5-dict\nthin-manifests = true\naliases = a b\nprofile-formats = portage-2\n',
  '[DEFAULT]\npriority = 1\n[gentoo]\nsync-uri = https://example.org/binpkgs\npriority = 9\nverify-signature = true\n',
];

export const MAKE_CONF = [
  'CFLAGS="-O2 -pipe"\nCXXFLAGS="${CFLAGS} -g"\nUSE="a -b ${USE}"\nexport X=\'single $Y\'\nA=b # c\nLONG="a \\\n  b"\nsource /etc/portage/other\nPYTHON_TARGETS="python3_12 -*"\nFEATURES="${FEATURES} buildpkg"\n',
  'CHOST="x86_64-pc-linux-gnu"\nACCEPT_LICENSE="-* @FREE"\nB="${A}${A}${A}"\nC=${B}$B\n',
];

export const GLSA = [
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE glsa SYSTEM "http://www.gentoo.org/dtd/glsa.dtd">
<glsa id="202401-01">
  <title>A: several &amp; more</title><synopsis>x</synopsis><product type="ebuild">a</product>
  <announced>2024-01-05</announced><revised count="2">2024-01-06</revised>
  <affected><package name="dev-libs/a" auto="yes" arch="*">
    <unaffected range="ge" slot="0">1.2.3</unaffected><unaffected range="rge">1.1-r3</unaffected>
    <vulnerable range="lt">1.2.3</vulnerable></package></affected>
  <background><p>text <b>bold</b></p></background><impact type="high"><p>x</p></impact>
</glsa>
`,
];

export const METADATA_XML = [
  `<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE pkgmetadata SYSTEM "https://www.gentoo.org/dtd/metadata.dtd">
<pkgmetadata>
  <maintainer type="person" proxied="yes"><email>a@example.org</email><name>A</name></maintainer>
  <maintainer type="project"><email>p@example.org</email></maintainer>
  <longdescription lang="en">text <pkg>dev-libs/b</pkg> &lt;x&gt; &#x41;</longdescription>
  <use><flag name="ssl" restrict="&gt;=dev-libs/a-2">use <pkg>dev-libs/openssl</pkg></flag><flag name="doc">docs</flag></use>
  <slots><slot name="0">main</slot><subslots>soname</subslots></slots>
  <upstream><remote-id type="github">a/b</remote-id></upstream>
</pkgmetadata>
`,
];

export const YAML = [
  'fail-on: warning\nonly: [unmet-dependency, libc-floor]\nskip: soname-unmet\nrules:\n  unmet-dependency: warning\n  libc-floor: off\ninstalled: [old=../a, b]\nwith:\n  - https://example.org\njobs: 4\nquiet: false\nkernel: "5.10"\nisa: x86-64-v2\ntimeout: 30s\n',
  '# comment\na: &x { b: 1 }\nc: *x\n<<: *x\n"d e": |\n  text\n  more\nf: >-\n  x\n? [g]\n: h\n--- \nz: !!str 1\n...\n',
];
