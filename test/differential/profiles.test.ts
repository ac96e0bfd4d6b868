// Profiles of a real tree against what Portage made of them, and 300 of its ebuilds under two of them: recorded with
// fixtures/profiles/ask-portage.py --short. The tree is not part of the project: of those that BINPKG_CHECK_TREES names it is the one whose
// directory is called `gpo` (gpoverlay/gpoverlay620, commit dcc49cec).

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadClient } from '../../src/load/client/read-client.js';
import { EbuildMaker } from '../../src/load/repository/ebuild-record.js';
import { openRepositories } from '../../src/load/repository/read-repository.js';
import { cpvOf, listEbuilds } from '../../src/load/repository/read-repository-ebuilds.js';
import { readEbuilds } from '../../src/load/repository/read-repository-metadata.js';
import type { EbuildPackage } from '../../src/model/repository/ebuild-package.js';
import { answerAbout, answerFor } from '../support/portage-answer.js';
import { findTrees } from '../support/real-trees.js';

const EXPECTED = fileURLToPath(new URL('../../fixtures/profiles/expected/gpoverlay620', import.meta.url));
const tree = findTrees().find(({ label }) => label === 'gpo')?.location ?? null;

interface ShortAnswer {
  readonly names: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const profiles = readdirSync(EXPECTED).map(file => {
  const expected = JSON.parse(readFileSync(`${EXPECTED}/${file}`, 'utf8')) as ShortAnswer;
  return { profile: file.replace('.json', '').replaceAll('+', '/'), expected };
});

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

function shorten(list: unknown): string {
  const lines = list as readonly string[];
  return `${lines.length} ${digest(lines)}`;
}

describe.skipIf(tree === null)('Portage and we', () => {
  it.each(profiles)('make the same of $profile', async ({ profile, expected }) => {
    const client = await loadClient({ profile, tree: [tree as string] });
    const names = expected.names.split(' ');
    const answer = answerFor(client, names, []);
    const { variables } = answer;
    const told = Object.keys(expected.variables).filter(name => name !== '*');
    const groups = Object.entries(answer['licenseGroups'] as Record<string, string[]>);
    expect({
      ...answer,
      names: expected.names,
      use: (answer['use'] as string[]).join(' '),
      iuseEffective: shorten(answer['iuseEffective']),
      useMask: shorten(answer['useMask']),
      useForce: shorten(answer['useForce']),
      masks: shorten(answer['masks']),
      unmasks: shorten(answer['unmasks']),
      licenseGroups: shorten(groups.map(([name, members]) => [name, ...members].join(' ')).sort()),
      variables: {
        ...Object.fromEntries(told.map(name => [name, variables[name]])),
        '*': shorten(names.map(name => `${name}=${variables[name]}`)),
      },
      packages: expected.packages,
    }).toEqual(expected);
    expect(client.problems).toEqual([]);
  });

  it('make the same of 300 ebuilds under two profiles', async () => {
    const asked = profiles.filter(({ expected }) => Object.keys(expected.packages).length > 0);
    expect(asked.length).toBe(2);
    const ebuilds = await readSample(Object.keys(asked[0]?.expected.packages ?? {}));
    expect(ebuilds.length).toBe(300);
    for (const { profile, expected } of asked) {
      const client = await loadClient({ profile, tree: [tree as string] });
      const answers = ebuilds.map(ebuild => [ebuild.cpvText, digestOf(client, ebuild)] as const);
      expect(Object.fromEntries(answers), profile).toEqual(expected.packages);
    }
  }, 60_000);
});

function digestOf(client: Parameters<typeof answerAbout>[0], ebuild: EbuildPackage): string {
  const lines = Object.entries(answerAbout(client, ebuild)).map(
    ([key, value]) => `${key}=${Array.isArray(value) ? value.join(' ') : value}`,
  );
  return digest(lines.sort());
}

async function readSample(names: readonly string[]): Promise<readonly EbuildPackage[]> {
  const [repository] = openRepositories([tree as string]);
  if (repository === undefined) throw new Error('the tree is no repository');
  const wanted = new Set(names);
  const files = listEbuilds(repository).ebuilds.filter(file => wanted.has(cpvOf(file)));
  const maker = new EbuildMaker();
  const found: EbuildPackage[] = [];
  for await (const one of readEbuilds(repository, files, {})) {
    if (one.outcome !== 'metadata') throw new Error(`${cpvOf(one.file)}: ${one.why}`);
    const made = maker.make(repository.name, one.file, one.entry);
    if ('outcome' in made) throw new Error(made.why);
    found.push(made);
  }
  return found;
}
