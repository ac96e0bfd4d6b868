// A scenario with a tree and clients, as questions about clients need it.

import type { ClientSettings } from '../../src/model/client/client-settings.js';
import { viewClient } from '../../src/model/client/client-view.js';
import { type Chooser, makeChooser } from '../../src/model/client/hit-rate.js';
import { changedDependencies } from '../../src/model/repository/changed-dependencies.js';
import type { Tree } from '../../src/model/repository/tree.js';
import type { Universe } from '../../src/model/universe.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { readClients } from './make-client.js';
import { readScenario } from './scenario.js';
import { readTree } from './scenario-tree.js';

export interface World {
  readonly universe: Universe;
  readonly tree: Tree;
  readonly clients: readonly ClientSettings[];
  readonly chooser: Chooser;
  chooserOf(client: ClientSettings): Chooser;
  choose(atom: string): ReturnType<Chooser['choose']>;
}

export function readWorld(text: string): World {
  const universe = readScenario(text);
  const tree = readTree(text) ?? { repositories: [], byCpn: new Map() };
  const clients = readClients(text);
  const chooserOf = (client: ClientSettings) =>
    makeChooser(universe, tree, viewClient(client), (pkg, ebuild) =>
      (changedDependencies(universe, pkg, ebuild) ?? []).map(change => change.class),
    );
  const chooser = chooserOf(clients[0]!);
  return { universe, tree, clients, chooser, chooserOf, choose: atom => chooser.choose(parseAtom(atom)) };
}
