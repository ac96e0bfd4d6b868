import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readClients } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

function audit(text: string) {
  const { findings } = check(readScenario(text), [], RULES, {
    only: ['unmet-dependency'],
    clients: readClients(text),
  });
  return findings.map(({ message, severity, data }) => ({
    message,
    severity,
    by: data['providers'] ?? data['providedFor'] ?? null,
  }));
}

const NEED = '[binhost]\nCPV: app-misc/a-1\nRDEPEND: || ( dev-libs/b dev-libs/c )\n';

describe('package.provided', () => {
  it('of every client meets a requirement: assumed, and named', () => {
    const clients =
      '[profile one]\npackage.provided: dev-libs/b-1\n[profile two]\npackage.provided: dev-libs/c-2\n';
    expect(audit(NEED + clients)).toEqual([{ message: 'provided', severity: 'info', by: ['one', 'two'] }]);
  });

  it('of one client meets it for that one', () => {
    const clients = '[profile one]\npackage.provided: dev-libs/b-1\n[profile two]\n';
    expect(audit(NEED + clients)).toEqual([{ message: 'any-of', severity: 'error', by: ['one'] }]);
  });

  it('goes by name and version', () => {
    const text = NEED.replace('|| ( dev-libs/b dev-libs/c )', '>=dev-libs/b-2');
    expect(audit(`${text}[profile one]\npackage.provided: dev-libs/b-1\n`)).toMatchObject([
      { severity: 'error', by: null },
    ]);
    expect(audit(`${text}[profile one]\npackage.provided: dev-libs/b-2.1\n`)).toMatchObject([
      { message: 'provided' },
    ]);
  });
});
