// Writes Packages indices for tests, line by line as told: not the shipped writer, so that reader and writer are not tested
// against each other's mistakes.

export const HEADER = { CHOST: 'x86_64-pc-linux-gnu', TIMESTAMP: '1700000000', VERSION: '0' } as const;

type Block = Readonly<Record<string, string>>;

/** Keys by their names on disk, in the order given; PACKAGES is added to the header unless it is there. */
export function indexText(entries: readonly Block[], header: Block = HEADER): string {
  return [{ PACKAGES: String(entries.length), ...header }, ...entries].map(blockText).join('');
}

export function indexBytes(entries: readonly Block[], header: Block = HEADER): Uint8Array {
  return new TextEncoder().encode(indexText(entries, header));
}

function blockText(block: Block): string {
  return `${Object.entries(block)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}\n`;
}
