// A hub: one library in a cycle through a slot operator with all its users, each of which comes with all the others. The verdicts together
// are longer than a string can be (2,000 users in a long run), so that they are written in pieces, each of one verdict.

import { describe, expect, it } from 'vitest';
import { installable } from '../../src/cli/installable.js';
import { LONG } from '../support/long.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const USERS = LONG ? 2000 : 120;
/** Of one verdict: the names of all that comes with a package, twice over. */
const MOST_A_PIECE = USERS * 100 + 10_000;

function writeHub(): string {
  const names = Array.from({ length: USERS }, (_, at) => `dev-libs/user${at}`);
  const entry = (...lines: readonly string[]) => `${['', ...lines, 'EAPI: 8', 'BUILD_ID: 1'].join('\n')}\n`;
  return directory.write(
    'Packages',
    [
      `VERSION: 0\nPACKAGES: ${USERS + 1}\n`,
      entry('CPV: dev-libs/hub-1', 'SLOT: 0/1', `PDEPEND: ${names.join(' ')}`),
      ...names.map(name => entry(`CPV: ${name}-1`, 'RDEPEND: dev-libs/hub:0/1=')),
    ].join(''),
  );
}

describe.each(['json', 'ndjson'] as const)('installable of a hub as %s', format => {
  it('is written in pieces, none longer than a verdict', { timeout: 600_000 }, async () => {
    const source = writeHub();
    const { code, documents } = await installable(source, [], {
      format,
      config: false,
      progress: false,
      output: 'told',
    } as never);
    let verdicts = 0;
    let length = 0;
    const text = documents[0]?.text ?? '';
    expect(text).not.toBeTypeOf('string');
    for (const piece of text) {
      expect(piece.length).toBeLessThan(MOST_A_PIECE);
      length += piece.length;
      verdicts += piece.match(/"verdict": ?"installable"/g)?.length ?? 0;
    }
    expect(code).toBe(0);
    expect(verdicts).toBe(USERS + 1);
    // It does grow with the square.
    expect(length).toBeGreaterThan(USERS * USERS * 15);
  });
});
