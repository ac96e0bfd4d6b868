// What a client that stands on a baseline merges when it updates: newer versions, and of rebuilds those that its kind of client takes.

import { LIBC_NAMES } from '../libc.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import { type BinaryPackage, slotKey } from '../package.js';
import { remember } from '../remember.js';
import { type Standing, standingOn } from '../standing.js';
import type { Universe } from '../universe.js';
import { type ClientMode, isDowngrade, isRebuild, isSameBuild, takenFrom } from './client-mode.js';
import { rebuildExcuses } from './rebuild-excuses.js';

export class ClientUpdates {
  readonly standing: Standing;
  readonly mode: ClientMode;
  readonly #universe: Universe;
  readonly #heirs = new Map<BinaryPackage, BinaryPackage>();
  /** Builds of installed versions that are offered and that nothing makes this client take, by what is installed. */
  readonly #ignored = new Map<BinaryPackage, BinaryPackage>();

  constructor(universe: Universe, standing: Standing, mode: ClientMode) {
    this.#universe = universe;
    this.standing = standing;
    this.mode = mode;
    for (const installed of standing.installed) {
      const newest = newestInSlot(universe, installed.cpn, installed.slot.slot);
      if (newest === null || isSameBuild(newest, installed)) continue;
      if (this.#isWanted(newest, installed)) this.#heirs.set(installed, newest);
      else if (isRebuild(newest, installed)) this.#ignored.set(installed, newest);
    }
    if (mode === 'getbinpkg') this.#forceRebuilds();
  }

  /** Whether a client merges it: the newest of its slot, where nothing is yet or what is updated to it. */
  includes(pkg: BinaryPackage): boolean {
    if (isSuperseded(this.#universe, pkg)) return false;
    const installed = this.standing.inSlotOf(pkg);
    return installed === null || this.heirOf(installed) === pkg;
  }

  /** The offered package that an update puts in the place of an installed one. */
  heirOf(installed: BinaryPackage): BinaryPackage | null {
    return this.#heirs.get(installed) ?? null;
  }

  /** The build of an installed version that is offered and that an update leaves aside. */
  ignoredFor(installed: BinaryPackage): BinaryPackage | null {
    return this.#ignored.get(installed) ?? null;
  }

  /** By itself. A C library does not go back: its ebuild refuses that. */
  #isWanted(newest: BinaryPackage, installed: BinaryPackage): boolean {
    if (isDowngrade(newest, installed) && LIBC_NAMES.includes(newest.cpn)) return false;
    const hasOwn = (this.#universe.byCpn.get(installed.cpn) ?? []).some(
      pkg => isOffered(pkg) && slotKey(pkg) === slotKey(installed) && isSameBuild(pkg, installed),
    );
    const slot = { installed, isOffered: hasOwn, isBroken: false };
    return takenFrom([newest], slot, this.mode).length > 0;
  }

  /** What one update brings may make the client take the rebuild of another. */
  #forceRebuilds(): void {
    const waiting = [...this.#ignored].flatMap(([installed, rebuild]) => {
      const excuses = rebuildExcuses(this.#universe, this.standing, rebuild, installed);
      if (excuses !== null) return [{ installed, rebuild, excuses }];
      this.#force(installed, rebuild);
      return [];
    });
    for (let before = -1; before !== this.#heirs.size; ) {
      before = this.#heirs.size;
      for (const { installed, rebuild, excuses } of waiting)
        if ([...excuses].some(pkg => this.#comes(pkg))) this.#force(installed, rebuild);
    }
  }

  #force(installed: BinaryPackage, rebuild: BinaryPackage): void {
    this.#heirs.set(installed, rebuild);
    this.#ignored.delete(installed);
  }

  /** It is there, or takes the place of what is. */
  #comes(pkg: BinaryPackage): boolean {
    if (this.standing.has(pkg)) return true;
    const installed = this.standing.inSlotOf(pkg);
    return installed !== null && this.#heirs.get(installed) === pkg;
  }
}

export function updatesOn(universe: Universe, place: number, mode: ClientMode): ClientUpdates {
  return remember(
    universe,
    updatesOn,
    `${mode} ${place}`,
    () => new ClientUpdates(universe, standingOn(universe, place), mode),
  );
}
