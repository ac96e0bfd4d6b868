// Packages that everything needs. Their names are real, so that the rules about perl, python, glibc and the like have work.

/** @typedef {import('./vocabulary.mjs').Kind} Kind */

/**
 * Packages that everything needs, most needed first: name, kind, slots, versions, libraries.
 * @type {readonly (readonly [cpn: string, kind: Kind, slots: readonly string[], versions: readonly string[], sonames: readonly string[]])[]}
 */
export const HUBS = [
  [
    'sys-libs/glibc',
    'library',
    ['2.2'],
    ['2.38-r10', '2.37-r7'],
    ['libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2'],
  ],
  [
    'sys-devel/gcc',
    'library',
    ['13', '12'],
    ['13.2.1_p20240210', '12.3.1_p20230825'],
    ['libstdc++.so.6', 'libgcc_s.so.1'],
  ],
  ['sys-libs/zlib', 'library', ['0/1'], ['1.3-r4', '1.2.13-r2'], ['libz.so.1']],
  ['dev-lang/perl', 'library', ['0/5.38', '0/5.36'], ['5.38.2-r3', '5.36.1-r3'], ['libperl.so.5.38']],
  [
    'dev-lang/python',
    'library',
    ['3.12', '3.11', '3.10'],
    ['3.12.3', '3.11.9', '3.10.14'],
    ['libpython3.11.so.1.0'],
  ],
  [
    'dev-libs/glib',
    'library',
    ['2'],
    ['2.78.3', '2.76.4'],
    ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0'],
  ],
  ['x11-libs/libX11', 'library', ['0'], ['1.8.7', '1.8.6'], ['libX11.so.6']],
  ['dev-libs/openssl', 'library', ['0/3', '0/1.1'], ['3.0.13', '1.1.1w'], ['libssl.so.3', 'libcrypto.so.3']],
  ['sys-libs/ncurses', 'library', ['0/6'], ['6.4_p20230401'], ['libncursesw.so.6', 'libtinfow.so.6']],
  ['sys-libs/readline', 'library', ['0/8'], ['8.1_p2-r1'], ['libreadline.so.8']],
  ['virtual/libintl', 'virtual', ['0'], ['0-r2'], []],
  ['dev-libs/gobject-introspection', 'program', ['0'], ['1.78.1'], ['libgirepository-1.0.so.1']],
  ['dev-libs/libxml2', 'library', ['2'], ['2.12.5', '2.11.7'], ['libxml2.so.2']],
  [
    'dev-libs/icu',
    'library',
    ['0/74.1', '0/73.1'],
    ['74.1-r1', '73.2'],
    ['libicuuc.so.74', 'libicui18n.so.74'],
  ],
  ['x11-libs/gtk+', 'library', ['3', '2'], ['3.24.41', '2.24.33-r3'], ['libgtk-3.so.0', 'libgdk-3.so.0']],
  ['sys-apps/systemd', 'program', ['0/2'], ['255.4', '254.8-r1'], ['libsystemd.so.0', 'libudev.so.1']],
  ['sys-apps/dbus', 'program', ['0'], ['1.15.8'], ['libdbus-1.so.3']],
  ['x11-libs/libXext', 'library', ['0'], ['1.3.5'], ['libXext.so.6']],
  ['media-libs/libpng', 'library', ['0/16'], ['1.6.40-r1'], ['libpng16.so.16']],
  ['media-libs/freetype', 'library', ['2'], ['2.13.2'], ['libfreetype.so.6']],
  [
    'sys-apps/util-linux',
    'program',
    ['0'],
    ['2.39.3-r2'],
    ['libblkid.so.1', 'libmount.so.1', 'libuuid.so.1'],
  ],
  ['x11-libs/cairo', 'library', ['0'], ['1.18.0'], ['libcairo.so.2']],
  ['dev-qt/qtcore', 'library', ['5/5.15.12'], ['5.15.12-r1'], ['libQt5Core.so.5']],
  ['dev-qt/qtgui', 'library', ['5/5.15.12'], ['5.15.12-r2'], ['libQt5Gui.so.5']],
  ['x11-misc/shared-mime-info', 'program', ['0'], ['2.4'], []],
  ['dev-util/desktop-file-utils', 'program', ['0'], ['0.27'], []],
  ['virtual/rubygems', 'virtual', ['0'], ['16'], []],
  ['dev-lang/ruby', 'library', ['3.2', '3.1'], ['3.2.3', '3.1.4-r3'], ['libruby32.so.3.2']],
];
