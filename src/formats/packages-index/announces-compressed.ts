// What the header of an index says of its compressed form.

/** Whether Portage, with the FEATURES that the header tells of, writes `Packages.gz` too (`bintree.py:2263`). */
export function announcesCompressed(header: ReadonlyMap<string, string>): boolean {
  return (header.get('FEATURES') ?? '').split(' ').includes('compress-index');
}
