// Writes gpkg containers (GLEP 78) for tests and fixtures: sound ones from metadata and an image, and any others from
// members.

import { createHash } from 'node:crypto';
import { extensionOf, type WrittenCompression, writeCompressed } from './write-compressed.js';
import { concat, type TarInput, type TarOptions, toBytes, writeTar } from './write-tar.js';

export interface GpkgInput {
  readonly prefix: string;
  /** Values as stored: Portage ends most with a line feed. */
  readonly metadata: Readonly<Record<string, string | Uint8Array>>;
  /** Below `image/`; the directories are added. */
  readonly image?: readonly TarInput[];
  readonly compression?: WrittenCompression;
  /** Pad the container to a multiple, as Python does with 10240. */
  readonly record?: number;
}

export interface GpkgMemberInput {
  readonly name: string;
  readonly content: Uint8Array;
}

export async function writeGpkg(input: GpkgInput): Promise<Uint8Array> {
  const container = writeMembers(input.prefix, withManifest(await makeMembers(input)));
  const record = input.record ?? 1;
  return concat([
    container,
    new Uint8Array(Math.ceil(container.length / record) * record - container.length),
  ]);
}

/** Marker, metadata and image of a sound package, without the Manifest. */
export async function makeMembers(input: GpkgInput): Promise<GpkgMemberInput[]> {
  const compression = input.compression ?? 'gzip';
  const pack = async (name: string, entries: readonly TarInput[]): Promise<GpkgMemberInput> => ({
    name: `${name}.tar${extensionOf(compression)}`,
    content: await writeCompressed(compression, writeTar(entries)),
  });
  const metadata = Object.entries(input.metadata).map(([key, content]) => ({
    name: `metadata/${key}`,
    content,
  }));
  const image = (input.image ?? []).map(entry => ({ ...entry, name: `image/${entry.name}` }));
  return [
    { name: 'gpkg-1', content: new Uint8Array(0) },
    await pack('metadata', metadata),
    await pack('image', [...directoriesOf(image), ...image]),
  ];
}

/** The members with the Manifest that lists them. */
export function withManifest(members: readonly GpkgMemberInput[]): GpkgMemberInput[] {
  return [...members, { name: 'Manifest', content: toBytes(members.map(writeRecord).join('')) }];
}

/** One line of a Manifest. */
export function writeRecord({ name, content }: GpkgMemberInput): string {
  const hash = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
  return `DATA ${name} ${content.length} SHA512 ${hash('sha512')} BLAKE2B ${hash('blake2b512')}\n`;
}

/** A container of these members in this order. */
export function writeMembers(
  prefix: string,
  members: readonly GpkgMemberInput[],
  options: TarOptions = {},
): Uint8Array {
  return writeTar(
    members.map(({ name, content }) => ({ name: `${prefix}/${name}`, content })),
    options,
  );
}

/** Parents before children, each once. */
function directoriesOf(entries: readonly TarInput[]): TarInput[] {
  const names = new Set(['image']);
  for (const { name } of entries) {
    const parts = name.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) names.add(parts.slice(0, depth).join('/'));
  }
  return [...names].map(name => ({ name: `${name}/`, type: '5' }));
}
