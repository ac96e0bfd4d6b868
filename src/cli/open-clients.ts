// Loads what questions about clients need: the binhost, the tree, and the clients.

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientSettings } from '../model/client/client-settings.js';
import type { Tree } from '../model/repository/tree.js';
import type { Universe } from '../model/universe.js';
import { UsageError } from './failure.js';
import { openSettings, openSources, openTree } from './open-sources.js';
import type { LoadingSettings } from './settle-flags.js';

export interface Opened {
  readonly universe: Universe;
  readonly tree: Tree;
  readonly clients: readonly ClientSettings[];
}

/** Throws UsageError where no tree or no client is given. */
export async function openClients(settings: LoadingSettings): Promise<Opened> {
  if (settings.clients.length === 0)
    throw new UsageError('no client is given; add --profile PATH or --client DIR (an /etc/portage)');
  if (settings.tree.length === 0) throw new UsageError('no ebuild repository is given; add --tree REPO');
  const clients = await openSettings(settings);
  const { universe } = await openSources({ ...settings, indexOnly: true });
  const tree = await openTree(settings);
  return { universe, clients, tree: tree ?? { repositories: [], byCpn: new Map() } };
}

export interface OpenedPair {
  readonly universe: Universe;
  readonly tree: Tree | null;
  readonly a: ClientSettings;
  readonly b: ClientSettings;
}

export async function openPair(
  settings: LoadingSettings,
  pair: { readonly a: string; readonly b: string },
): Promise<OpenedPair> {
  const clients = [pair.a, pair.b].map(path => ({ ...sideOf(path), name: path, tree: settings.tree }));
  const [a, b] = await openSettings({ clients });
  const { universe } = await openSources({ ...settings, indexOnly: true });
  return { universe, a: a!, b: b!, tree: await openTree(settings) };
}

/** An /etc/portage where there is a make.profile or make.conf in it, else a profile. */
function sideOf(path: string): { readonly client: string } | { readonly profile: string } {
  if (path === '') throw new UsageError('--a and --b are directories: an /etc/portage, or a profile');
  const has = (file: string) => lstatSync(join(path, file), { throwIfNoEntry: false }) !== undefined;
  return has('make.profile') || has('make.conf') ? { client: path } : { profile: path };
}
