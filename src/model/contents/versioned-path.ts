// Paths that bind a package to a version of an interpreter or toolkit: where Gentoo's eclasses put modules, and the ABI tags that
// Python writes into the names of its extension modules.

export interface PathBinding {
  readonly what: string;
  readonly version: string;
  /** The directory with the version, or the tag. */
  readonly place: string;
}

/** Below a directory of libraries: how the rest of the path begins, with the version as its group. */
const DIRECTORIES: Readonly<Record<string, readonly (readonly [what: string, pattern: RegExp])[]>> = {
  c: [['clang', /clang\/([0-9]+(?:\.[0-9]+)*)(?=\/)/y]],
  g: [
    ['gcc', /gcc\/[^/]+\/([0-9]+(?:\.[0-9]+)*)(?=\/)/y],
    ['guile', /guile\/(?:site\/)?([0-9]+\.[0-9]+)(?=\/)/y],
  ],
  l: [
    ['lua', /lua\/([0-9]+\.[0-9]+)(?=\/)/y],
    ['llvm', /llvm\/([0-9]+)(?=\/)/y],
  ],
  m: [['linux', /modules\/([^/]+)(?=\/)/y]],
  p: [
    ['perl', /perl5\/(?:(?:vendor|site)_perl\/)?([0-9]+(?:\.[0-9]+)+)(?=\/)/y],
    ['python', /python([0-9]+\.[0-9]+t?)(?=\/)/y],
    ['pypy', /pypy([0-9]+\.[0-9]+)(?=\/)/y],
    ['php', /php([0-9]+\.[0-9]+)(?=\/)/y],
  ],
  q: [['qt', /qt([0-9]+)(?=\/)/y]],
  r: [['ruby', /ruby\/(?:(?:gems|vendor_ruby|site_ruby)\/)?([0-9]+\.[0-9.]+)(?=\/)/y]],
};

/** GHC puts the libraries of a package below its name. */
const GHC = /(?:[^/]+\/)?(?:[a-z0-9_]+-linux-)?ghc-([0-9]+(?:\.[0-9]+)+)(?=\/)/y;

/** `/lib/` is where kernel modules are without a merged `/usr`. */
const ROOTS = ['/usr/lib/', '/usr/lib64/', '/usr/lib32/', '/usr/libx32/', '/usr/share/', '/lib/'];

/** `_speedups.cpython-311-x86_64-linux-gnu.so`, `x.pypy39-pp73-x86_64-linux-gnu.so`, `y.abi3.so`. */
const TAG =
  /\.((?:cpython-([0-9])([0-9]+)[a-z]*|pypy([0-9])([0-9]+)-pp[0-9]+|abi([0-9]+))(?:-[a-z0-9_-]+)?)\.so$/;

/** None for most paths, two for an extension module of Python. */
export function bindingsOf(path: string): readonly PathBinding[] {
  const bindings: PathBinding[] = [];
  const root = ROOTS.find(start => path.startsWith(start));
  if (root !== undefined) {
    const found = findDirectory(path, root.length);
    if (found !== null) bindings.push(found);
  }
  const tag = path.endsWith('.so') ? TAG.exec(path) : null;
  if (tag !== null) bindings.push(readTag(tag));
  return bindings;
}

function findDirectory(path: string, at: number): PathBinding | null {
  const patterns = DIRECTORIES[path[at] ?? ''] ?? [];
  for (const [what, pattern] of path.includes('/ghc-') ? [...patterns, ['ghc', GHC] as const] : patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (found !== null) return { what, version: found[1] as string, place: path.slice(0, at) + found[0] };
  }
  return null;
}

function readTag([, place = '', major, minor, pypyMajor, pypyMinor, stable]: RegExpExecArray): PathBinding {
  if (stable !== undefined) return { what: 'python', version: `abi${stable}`, place };
  return pypyMajor === undefined
    ? { what: 'python', version: `${major}.${minor}`, place }
    : { what: 'pypy', version: `${pypyMajor}.${pypyMinor}`, place };
}
