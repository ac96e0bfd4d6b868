// What each text format knows, and what may stand within itself, for mutation.

const XML = [
  ...['<p>', '</p>', '<p/>', '<![CDATA[', ']]>', '<!--', '-->', '&lt;', '&#0;', '&x;', '<!ENTITY x "&y;">'],
  ...['<!DOCTYPE a [', ']>', '<?x', '?>', ' name="a"', ' range="ge"', '</glsa>', '</pkgmetadata>'],
  ...[' xmlns:a="b"', '<package name="a/b">'],
];

export const WORDS = {
  packages: [
    ...['CPV: ', 'DEPEND: ', 'RDEPEND: || ( ', 'USE: ', 'PATH: ', 'BUILD_ID: ', 'SIZE: ', 'EAPI: ', 'DESC: '],
    ...['SLOT: 0/1', 'PROVIDES: x86_64: ', 'REQUIRES: ', '>=a/b-1:0/1=[x(+)?]', '!!<a/b-2', 'PACKAGES: '],
    ...['VERSION: ', 'TIMESTAMP: ', 'URI: '],
  ],
  evaluator: [
    ...['$(echo y)', '`echo y`', '${x}', '${x//a/b}', '${#x[@]}', '${x:0:9}', '${!x}', '$((1<<62))'],
    ...['$((x++))', '<<E\n', '<<-"E"\n', '\nE\n', '<<< x', '{1..99999}', '{a,b}', '*', '@(a|b)'],
    ...['[[ x =~ (a+)+b ]]', 'case x in ', 'esac', 'a) ;;', 'if :; then ', 'fi', 'for i in 1 2; do '],
    ...['while :; do ', 'done', 'f() { ', '}', 'local x', 'declare -A m', 'x+=( $x )', 'x=$x$x', 'unset a; '],
    ...['eval ', 'printf %s ', 'read x', 'inherit sample', 'shift', 'return', 'break', 'exit', '&&', '||'],
    ...['|', '&', ';', '>&2', '2>/dev/null', "$'\\x41'", 'mapfile -t x'],
  ],
  keyring: ['-----BEGIN PGP PUBLIC KEY BLOCK-----', '-----END PGP PUBLIC KEY BLOCK-----', '=AAAA', 'mQ'],
  'md5-cache': [
    ...['DEPEND=', '_eclasses_=', '\t', '_md5_=', 'EAPI=8', 'INHERITED='],
    'd41d8cd98f00b204e9800998ecf8427e',
  ],
  profile: [
    ...['-*', '*a/b', '>=a/b-1:0', 'move a/b a/c', 'slotmove a/b 0 1', '[x]', 'a = b', '%(x)s', 'flag(+)'],
    '\\\n',
  ],
  'make-conf': ['${A}', '$A', '"', "'", '\\', 'A="${A}${A}"', 'source x', 'export ', '#', '=', '\\\n'],
  xml: XML,
  config: [
    ...['fail-on: ', 'only: ', 'rules: ', '- ', ': ', '&x ', '*x', '<<: *x', '? ', '!!binary ', '|\n', '>\n'],
    ...['--- ', '...', '%YAML 1.2\n', '[', ']', '{', '}', '__proto__: '],
  ],
};

export const PAIRS = {
  packages: [
    ['( ', ' )'],
    ['|| ( ', ' )'],
    ['x? ( ', ' )'],
  ],
  evaluator: [
    ...[
      ['$(', ')'],
      ['${x:-', '}'],
      ['(', ')'],
      ['((', '))'],
      ['{ ', '; }'],
      ['"$(', ')"'],
    ],
    ...[
      ['if :; then ', '; fi'],
      ['$((', '))'],
      ['[[ ', ' ]]'],
      ['@(', ')'],
    ],
  ],
  xml: [
    ['<p>', '</p>'],
    ['<flag name="a">', '</flag>'],
    ['<!--', '-->'],
    ['&', ';'],
    ['"', '"'],
  ],
  config: [
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['&a [*a, ', ']'],
  ],
};
