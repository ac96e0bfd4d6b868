import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/cli/config/parse-config.js';
import type { AuditFlags } from '../../src/cli/flags.js';
import { settleOutput } from '../../src/cli/render.js';
import { settleAudit } from '../../src/cli/settle-flags.js';

const WORDS = { rules: ['a-rule', 'b-rule', 'c-rule'] };
const settle = (flags: Partial<AuditFlags>, config: Config = {}) =>
  settleAudit('live', { progress: true, color: true, ...flags }, config, WORDS);

describe('settings', () => {
  it('without flags and file are the defaults of the contract', () => {
    expect(settle({})).toEqual({
      source: 'live',
      installed: [],
      tree: [],
      clients: [],
      with: [],
      progress: true,
      published: [],
      check: {
        skip: [],
        force: [],
        severities: {},
        prove: false,
        clientMode: 'getbinpkg',
        policy: { kernel: null, isa: null },
      },
      required: [],
      failOn: 'error',
      from: { rules: {} },
      format: 'text',
      output: null,
      quiet: false,
      verbose: false,
      fetchMetadata: false,
      colour: true,
    });
  });

  it('come from the file where the command line is silent', () => {
    const config: Config = {
      installed: ['old=vdb'],
      with: ['other'],
      skip: ['a-rule'],
      'fail-on': 'info',
      format: 'json',
      output: 'out',
      jobs: 3,
      verbose: true,
      'no-color': true,
      'no-progress': true,
    };
    expect(settle({}, config)).toMatchObject({
      installed: [{ name: 'old', path: 'vdb' }],
      with: ['other'],
      check: { skip: ['a-rule'] },
      failOn: 'info',
      format: 'json',
      output: 'out',
      jobs: 3,
      verbose: true,
      colour: false,
      progress: false,
    });
    const flags = {
      installed: ['new'],
      with: ['x'],
      skip: ['b-rule'],
      failOn: 'never',
      format: 'text',
      output: '-',
      jobs: 1,
    };
    expect(settle(flags, config)).toMatchObject({
      installed: [{ name: null, path: 'new' }],
      with: ['x'],
      check: { skip: ['b-rule'] },
      failOn: 'never',
      format: 'text',
      output: null,
      jobs: 1,
    });
  });

  it('make a client of each configuration, with the profile given, or else of each profile', () => {
    const clients = (flags: Partial<AuditFlags>, config?: Config) => settle(flags, config).clients;
    expect(clients({ profile: ['a', 'b'], tree: ['t'] })).toEqual([
      { profile: 'a', tree: ['t'] },
      { profile: 'b', tree: ['t'] },
    ]);
    expect(clients({ client: ['x', 'y'] }, { profile: ['p'] })).toEqual([
      { client: 'x', profile: 'p', tree: [] },
      { client: 'y', profile: 'p', tree: [] },
    ]);
    expect(() => settle({ client: ['x'], profile: ['a', 'b'] })).toThrow(/several profiles for one client/);
  });

  it('take rule ids apart at commas and spaces, and may be repeated', () => {
    expect(settle({ only: ['a-rule,b-rule', 'c-rule'] }).check.only).toEqual(['a-rule', 'b-rule', 'c-rule']);
  });

  it('take no list without a rule, as of a variable that is not set', () => {
    for (const option of ['only', 'skip', 'force'] as const)
      for (const value of ['', ',', ' ', ', ,'])
        expect(() => settle({ [option]: ['a-rule', value] })).toThrow(
          `--${option} '${value}' names no rule; name one ("binpkg-check explain" lists them), or leave the option out`,
        );
  });

  it('take no empty source', () => {
    const flags = { progress: true, color: true };
    expect(() => settleAudit('', flags, {}, WORDS)).toThrow('the SOURCE is empty; give a PKGDIR');
  });

  it('require what was asked for by name, unless it is left out: skip wins', () => {
    expect(settle({ force: ['a-rule'], only: ['b-rule,c-rule'], skip: ['c-rule'] }).required).toEqual([
      'a-rule',
      'b-rule',
    ]);
  });

  it('turn rules off or change their severity by the file, except those that the command line asks for', () => {
    const config: Config = { rules: { 'a-rule': 'off', 'b-rule': 'info' } };
    expect(settle({}, config).check).toMatchObject({ skip: ['a-rule'], severities: { 'b-rule': 'info' } });
    expect(settle({ force: ['a-rule'] }, config).check.skip).toEqual([]);
    expect(settle({ skip: ['c-rule'] }, config).check.skip).toEqual(['c-rule', 'a-rule']);
  });

  it('are as loud as the command line says', () => {
    expect(settle({ quiet: true }, { verbose: true })).toMatchObject({ quiet: true, verbose: false });
    expect(settle({ verbose: true }, { quiet: true })).toMatchObject({ quiet: false, verbose: true });
    expect(() => settle({ quiet: true, verbose: true })).toThrow('contradict');
  });

  it('take - for standard output', () => {
    expect([undefined, '-', './-'].map(settleOutput)).toEqual([null, null, './-']);
    expect(() => settleOutput('')).toThrow('--output is empty');
  });
});
