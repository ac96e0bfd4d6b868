// The update rules for both kinds of client, against the merge lists of Portage's resolver (fixtures/updates): what an update puts in the
// place of what is installed, and what it leaves broken.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { universeSeenBy } from '../../src/model/client/client-universe.js';
import { type BinaryPackage, instanceName, slotKey } from '../../src/model/package.js';
import { CLIENT_MODES, type ClientMode } from '../../src/model/update/client-mode.js';
import { updatesOn } from '../../src/model/update/client-updates.js';
import { pinnedUpdates } from '../../src/model/update/pinned-updates.js';
import { openMessageBook } from '../../src/report/findings/open-message-book.js';
import { sayReach } from '../../src/report/findings/say-reach.js';
import { RULES } from '../../src/rules/index.js';
import type { Message } from '../../src/rules/kit/rule.js';
import { verdictsFrom } from '../../src/solver/installability/verdicts-from.js';
import { reachOf } from '../../src/solver/upgrade/upgrade-reach.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

interface Case extends Readonly<Record<ClientMode, readonly string[] | null>> {
  readonly name: string;
  readonly why: string;
  readonly index: string;
  readonly vdb: string;
  readonly world: readonly string[];
}

const FILE = fileURLToPath(new URL('../../fixtures/updates/portage-updates.json', import.meta.url));
const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly cases: readonly Case[] };
const LOSSES = fileURLToPath(new URL('../../fixtures/updates/portage-losses.json', import.meta.url));
const { cases: losses } = JSON.parse(readFileSync(LOSSES, 'utf8')) as { readonly cases: readonly Case[] };
const client = makeClient({ arch: 'x86', acceptKeywords: ['x86'] });

function read({ index, vdb, world }: Case) {
  const header = 'ARCH: x86\nVERSION: 0\n\n';
  return readScenario(
    `[binhost host]\n${header}${index}[installed root]\n${header}${vdb}[world]\n${world.join('\n')}\n`,
  );
}

/** What the rules take an update to put in the place of what is installed, and what Portage puts there. */
function compare(one: Case, mode: ClientMode) {
  const universe = universeSeenBy(read(one), client);
  const updates = updatesOn(universe, 1, mode);
  const reach = reachOf(universe, 1, new Set());
  const verdicts = verdictsFrom(universe, 1).filter(({ verdict }) => verdict !== 'installable');
  const refused = new Set(verdicts.map(verdict => verdict.package));
  for (const pkg of pinnedUpdates(universe, updates).keys()) refused.add(pkg);
  const ours = updates.standing.installed.flatMap(pkg => {
    const heir = reach?.has(pkg) === false ? null : updates.heirOf(pkg);
    return heir === null || refused.has(heir) ? [] : [instanceName(heir)];
  });
  const there = new Set(
    universe.packages
      .filter(pkg => pkg.role === 'candidate' && updates.standing.inSlotOf(pkg) !== null)
      .map(instanceName),
  );
  const portage = (one[mode] ?? []).filter(name => there.has(name));
  return { ours: ours.sort().join(' '), portage: [...portage].sort().join(' ') };
}

const OLDER = 'the rules judge the newest of each slot, Portage goes on to an older one';
const GONE = 'its ebuild has left the tree, so that nothing keeps what is installed: no tree here';
const EBUILD_SAYS = "the ebuild's unbound := is not in the index, only what the binaries were built against";
const ORPHAN = 'the rules keep all that is installed working, Portage only what @world reaches';
const BRANCH = 'which branch of a choice Portage goes for where another holds already';
const LACKED = 'Portage keeps what rests on something that lacks a dependency already';

/** Where the rules differ from Portage: what they take the update to be, for which clients, and why. */
const DIFFERS: Readonly<Record<string, readonly [ours: string, why: string, mode?: ClientMode]>> = {
  'world-versioned': ['', OLDER],
  'downgrade-needed': ['app/a-2-1', OLDER],
  'slotop-two-steps': ['app/u-1-2', OLDER],
  'slotop-old-listed-newest': ['app/u-1-2 lib/l-2-1', OLDER],
  'unsat-middle': ['', OLDER],
  'unsat-two-above': ['', OLDER],
  'unsat-5-versions': ['', OLDER],
  'unsat-instance': ['', OLDER, 'usepkgonly'],
  'point-22-update': ['app/user-1-1 lib/x-1-1', OLDER],
  'pin-against-need-middle': ['', OLDER],
  'downgrade-gone': ['', GONE, 'getbinpkg'],
  'downgrade-of-dependency': ['', GONE, 'getbinpkg'],
  'slotop-back': ['', GONE, 'getbinpkg'],
  'slotop-other-slot': ['', EBUILD_SAYS, 'getbinpkg'],
  'slotop-orphan-user': ['', ORPHAN],
  'pin-orphan': ['', ORPHAN],
  'anyof-first-blocked': ['app/a-2-1', BRANCH],
  'anyof-upgrade-first': ['app/a-2-1', BRANCH],
  'broken-before-deep': ['app/a-2-1 app/c-2-1', LACKED],
};

describe.each(CLIENT_MODES)('updates of a client with %s', mode => {
  it.each(cases)('$name: $why', one => {
    const { ours, portage } = compare(one, mode);
    const [differing, , only = mode] = DIFFERS[one.name] ?? [];
    if (differing === undefined || only !== mode) expect(ours).toBe(portage);
    else {
      expect(ours).toBe(differing);
      expect(ours).not.toBe(portage);
    }
  });
});

/** Users that Portage leaves without the library that they had: nothing that it merges mends them. */
function leftBroken(one: Case, mode: ClientMode): readonly string[] {
  const universe = read(one);
  const merged = new Set(one[mode] ?? []);
  const { installed } = updatesOn(universe, 1, mode).standing;
  const heirs = universe.judged.filter(pkg => merged.has(instanceName(pkg)));
  const end = [...heirs, ...installed.filter(pkg => !heirs.some(heir => slotKey(heir) === slotKey(pkg)))];
  const lacks = (pkg: BinaryPackage, packages: readonly BinaryPackage[]) =>
    pkg.requires.some(soname => !packages.some(other => other.provides.includes(soname)));
  return end.filter(pkg => lacks(pkg, end) && !lacks(pkg, installed)).map(pkg => pkg.cpvText);
}

describe.each(CLIENT_MODES)('libraries that an update takes away with %s', mode => {
  it.each(losses)('$name: $why', one => {
    const findings = check(read(one), [], RULES, { only: ['merge-order-hazard'], clientMode: mode }).findings;
    const broken = findings.filter(({ data }) => typeof data['broken'] === 'number');
    const blocked = check(read(one), [], RULES, { only: ['upgrade-blocked'], clientMode: mode }).findings;
    if (one[mode]?.length === 0 && broken.length > 0) expect(blocked).not.toEqual([]);
    else expect(broken.length > 0).toBe(leftBroken(one, mode).length > 0);
  });
});

describe('remedies that ask for a rebuild', () => {
  it('say how it reaches clients', () => {
    const silent = RULES.flatMap(({ id, messages }) =>
      Object.entries<Message>(messages)
        .filter(([, { remedy, familyRemedy = '', reach }]) =>
          reach === undefined ? /\brebuil[dt]/i.test(`${remedy} ${familyRemedy}`) : false,
        )
        .map(([name]) => `${id} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  const remedies = (text: string, id: string, clientMode: ClientMode) => {
    const { findings } = check(readScenario(text), [], RULES, { clientMode, only: [id] });
    const book = openMessageBook(RULES, findings);
    return findings.map(finding => book.sayRemedy(finding));
  };
  const ONLY = '; rebuilds reach only clients with --rebuilt-binaries: bump revisions';
  const OPERATOR = '; rebuilds reach clients by slot operator';
  const USER = '[binhost]\nCPV: app-misc/a-1\nREQUIRES: x86_64: libb.so.1\n';
  const LOST = 'CPV: dev-libs/b-2\nPROVIDES: x86_64: libb.so.2\n';
  const HAD = '[installed]\nCPV: dev-libs/b-1\nPROVIDES: x86_64: libb.so.1\n';

  it('name the client that hears of it, where not all do', () => {
    const text = `${USER}\n${LOST}${HAD}`;
    const [remedy = ''] = remedies(text, 'preserved-library-needed', 'getbinpkg');
    expect(remedy.endsWith(ONLY)).toBe(true);
    const [other = ''] = remedies(text, 'preserved-library-needed', 'usepkgonly');
    expect(other).not.toContain('rebuilds reach');
  });

  it('name the slot operator that pulls it in', () => {
    const slotted = (text: string) =>
      text
        .replace('dev-libs/b-2', 'dev-libs/b-2\nSLOT: 0/2')
        .replace('dev-libs/b-1', 'dev-libs/b-1\nSLOT: 0/1')
        .replace('app-misc/a-1', 'app-misc/a-1\nRDEPEND: dev-libs/b:0/1=');
    const text = slotted(`${USER}\n${LOST}${HAD}`);
    const [remedy = ''] = remedies(text, 'slot-operator-stale', 'getbinpkg');
    expect(remedy.endsWith(OPERATOR)).toBe(true);
  });

  it('say once for several causes what holds for all of them, and no more where that differs', () => {
    expect(sayReach(['revision', undefined, 'revision'])).toBe(ONLY);
    expect(sayReach(['revision', 'operator'])).toBe(
      '; where no slot operator pulls rebuilds in, bump revisions',
    );
    expect(sayReach([undefined])).toBe('');
  });
});
