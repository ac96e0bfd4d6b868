// What the builder of a package put into it without the package's asking: the offset prefix, files left out, the width of time_t, extended
// attributes. None of it is in the index.

import { getOrMake } from '../../base/get-or-make.js';
import { fileMetadataOf } from '../file-metadata.js';
import type { BinaryPackage } from '../package.js';
import type { FileAttribute } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';

const TRAITS = ['prefix', 'mask', 'time'] as const;
type Trait = (typeof TRAITS)[number];

/** Of a package, where its file tells: EPREFIX, or nothing; what was left out, or nothing; the bits of time_t. */
export type BuilderTraits = Partial<Readonly<Record<Trait, string>>>;

export function builderTraitsOf(universe: Universe, pkg: BinaryPackage): BuilderTraits {
  const metadata = fileMetadataOf(universe, pkg);
  const time = timeBitsOf(universe, pkg, metadata);
  return {
    ...(time === null ? {} : { time }),
    ...(metadata === null
      ? {}
      : {
          prefix: (metadata.get('EPREFIX') ?? '').trim(),
          // What quickpkg packs was installed, and INSTALL_MASK of that machine says with FEATURES what is not.
          mask: wordsOf(
            `${metadata.get('PKG_INSTALL_MASK') ?? ''} ${metadata.get('INSTALL_MASK') ?? ''}`,
          ).join(' '),
        }),
  };
}

/** Of each trait the value that most judged packages have; of equals the first in text order. */
export function prevailingTraits(universe: Universe): BuilderTraits {
  const counts = new Map<Trait, Map<string, number>>();
  for (const pkg of universe.judged) {
    const traits = builderTraitsOf(universe, pkg);
    for (const trait of TRAITS) {
      const value = traits[trait];
      if (value === undefined) continue;
      const values = getOrMake(counts, trait, () => new Map<string, number>());
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    [...counts].map(([trait, values]) => {
      const [first] = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      return [trait, first?.[0] ?? ''];
    }),
  );
}

const NARROW_CHOST = /^(?:i[3-6]86|armv?\d*\w*|mips(?:el)?|powerpc|hppa[\d.]*|m68k|sparc|sh\d\w*|riscv32)-/;
/** musl has no other since 1.2, and what is called t64 was made for it. */
const WIDE_CHOST = /musl|t64$/;

/** By what its 32-bit files call, else by its CFLAGS. */
function timeBitsOf(
  universe: Universe,
  pkg: BinaryPackage,
  metadata: ReadonlyMap<string, string> | null,
): string | null {
  const payload = payloadOf(universe, pkg);
  if (payload?.isComplete === true) {
    const [first, ...others] = new Set(payload.elf.flatMap(({ timeBits }) => timeBits ?? []));
    return first === undefined || others.length > 0 ? null : String(first);
  }
  const { CHOST } = pkg.record;
  if (!NARROW_CHOST.test(CHOST) || pkg.requires.length === 0) return null;
  if (WIDE_CHOST.test(CHOST)) return '64';
  const flags = wordsOf(`${metadata?.get('CFLAGS') ?? ''} ${metadata?.get('CXXFLAGS') ?? ''}`);
  if (flags.length === 0) return null;
  return flags.includes('-D_TIME_BITS=64') ? '64' : '32';
}

/** PORTAGE_XATTR_EXCLUDE of make.globals: clients leave these out. PaX marks are meant to be there. */
const NOT_COPIED = /^user\.(?:apache_handler|Beagle\..*|dublincore\..*|mime_encoding|xdg\..*|pax\..*)$/;

/** Attributes of files that belong to the machine of the builder. */
export function leakedAttributesOf(universe: Universe, pkg: BinaryPackage): readonly FileAttribute[] {
  const attributes = payloadOf(universe, pkg)?.attributes ?? [];
  return attributes.filter(({ name }) => name.startsWith('user.') && !NOT_COPIED.test(name));
}

/** Files whose capabilities nothing sets again when they are merged: `fcaps.eclass` would. */
export function bareCapabilitiesOf(universe: Universe, pkg: BinaryPackage): readonly FileAttribute[] {
  const inherited = wordsOf(fileMetadataOf(universe, pkg)?.get('INHERITED') ?? '');
  if (inherited.includes('fcaps')) return [];
  const attributes = payloadOf(universe, pkg)?.attributes ?? [];
  return attributes.filter(({ name }) => name === 'security.capability');
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
