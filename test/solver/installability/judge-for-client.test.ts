import { describe, expect, it } from 'vitest';
import { universeSeenBy } from '../../../src/model/client/client-universe.js';
import { judgeForClient } from '../../../src/solver/installability/judge-for-client.js';
import { readClients } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';

describe('soname.provided of a client', () => {
  it('meets a library in a proof for that client', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nKEYWORDS: amd64\nREQUIRES: x86_64: libb.so.1\n[profile one]\nsoname.provided: x86_64 libb.so.1\n[profile two]\n';
    const universe = readScenario(text);
    const verdicts = readClients(text).map(
      client =>
        judgeForClient(universe, client, universe.judged, { baseline: null, sonames: true })[0]?.verdict,
    );
    expect(verdicts).toEqual(['installable', 'not-installable']);
    const [one] = readClients(text);
    expect(universeSeenBy(universe, one!).isProvided({ abi: 'x86_32', soname: 'libb.so.1' })).toBe(false);
  });
});
