// The oldest Portage that takes every entry, and what asks for it.

import { dedent } from '../base/dedent.js';
import { type PortageStep, portageStepsOf } from '../model/client/portage-floor.js';
import type { BinaryPackage } from '../model/package.js';
import { compareVersions } from '../pms/compare-versions.js';
import { defineRule } from './kit/rule.js';

const MIXED = dedent`
  [binhost]
  CPV: app-misc/a-1
  EAPI: 7
  PATH: app-misc/a/a-1-1.gpkg.tar

  CPV: app-misc/b-1
  EAPI: 7
  PATH: app-misc/b/b-1-1.
`;

/** So long an upgrade of Gentoo has to work: who is behind by more has other troubles. */
const YEAR = 366 * 24 * 60 * 60;

export const clientFloor = defineRule({
  id: 'client-floor',
  severity: 'info',
  scope: 'index',
  needs: [],
  kin: { fields: [], byMessage: true, worse: 'floor' },
  documentation: {
    what: 'No entry asks for a newer Portage than clients have (<<portage>>), by its EAPI and the format of its package file. Without <<portage>>: none asks for a newer one than the others do, where that is a format that others here do not have, or an EAPI that came less than a year before the index.',
    why: 'An older client passes over a package of an EAPI that it does not know, and cannot read a package file of a newer format.',
    remedy:
      'Keep versions of an older EAPI, or build in the older format (BINPKG_FORMAT), until clients are updated.',
    source: 'PMS 6; GLEP 78; Portage NEWS and lib/portage/const.py at 2.2.25, 2.3.32, 3.0.19, 3.0.31, 3.0.76',
  },
  messages: {
    above: {
      severity: 'error',
      text: 'needs Portage {floor} ({steps}); clients have {policy} (<<portage>>)',
      remedy: 'keep a version of an older EAPI or format for them, or update Portage of the clients first',
      cause: '{floor}',
      title: 'Portage {floor} is needed, clients have {policy} (<<portage>>)',
      family: 'newer releases of Portage are needed than clients have',
      rows: { for: '{steps}' },
    },
    raised: {
      text: 'clients older than Portage {floor} cannot use {count} of {total} packages: {steps}',
      remedy:
        'say which Portage all clients have (<<portage>>), or keep older formats until they are updated',
      cause: '{floor}',
      title: 'clients older than Portage {floor} cannot use {count} of {total} packages: {steps}',
      family: 'clients need a newer Portage than most packages ask for',
    },
  },
  examples: [
    {
      bad: `${MIXED.replace('b-1-1.', 'b-1-1.xpak')}[policy]\nportage: 3.0.30\n`,
      good: `${MIXED.replace('b-1-1.', 'b-1-1.xpak')}[policy]\nportage: 3.0.31\n`,
      expect: ['above'],
    },
    {
      bad: MIXED.replace('b-1-1.', 'b-1-1.xpak'),
      good: MIXED.replace('b-1-1.', 'b-1-1.gpkg.tar'),
      expect: ['raised'],
    },
  ],
  create({ universe, policy, report }) {
    return {
      index() {
        const usable = universe.judged.filter(({ faults }) => faults.length === 0);
        if (policy.portage == null) tellRaised(usable);
        else for (const pkg of usable) tellAbove(pkg, policy.portage);
      },
    };

    function tellAbove(pkg: BinaryPackage, promised: string): void {
      const above = portageStepsOf(pkg).filter(({ version }) => compareVersions(version, promised) > 0);
      const [highest] = above;
      if (highest === undefined) return;
      const data = { floor: highest.version, steps: above.map(({ what }) => what), policy: promised };
      report({ message: 'above', package: pkg, data, identity: [highest.version] });
    }

    /** Of what a part of the packages asks for, and others do not. */
    function tellRaised(usable: readonly BinaryPackage[]): void {
      const counts = new Map<PortageStep, number>();
      for (const step of usable.flatMap(portageStepsOf)) counts.set(step, (counts.get(step) ?? 0) + 1);
      const news = [...counts]
        .filter(([{ version, isUsual, released }, count]) => {
          if (isUsual && released + YEAR < madeAt(usable)) return false;
          return count < usable.length && usable.some(pkg => isBelow(pkg, version));
        })
        .sort(([a], [b]) => compareVersions(b.version, a.version));
      const [highest] = news;
      if (highest === undefined) return;
      const [{ version: floor }] = highest;
      const steps = news.map(([{ what, version }, count]) => `${what} needs ${version} (${count})`);
      const count = usable.filter(pkg => !isBelow(pkg, floor)).length;
      report({ message: 'raised', data: { floor, count, total: usable.length, steps }, identity: [] });
    }

    /** By its header, else by its newest package; an index that tells neither is of today. */
    function madeAt(usable: readonly BinaryPackage[]): number {
      const stamps = universe.sources.flatMap(({ role, header }) =>
        role === 'candidate' ? [Number(header.get('TIMESTAMP') ?? 0)] : [],
      );
      const times = [...stamps.filter(Number.isFinite), ...usable.map(({ buildTime }) => buildTime)];
      const newest = times.reduce((latest, time) => Math.max(latest, time), 0);
      return newest > 0 ? newest : Number.POSITIVE_INFINITY;
    }
  },
});

/** Whether an older Portage than that takes it. */
function isBelow(pkg: BinaryPackage, version: string): boolean {
  const [highest] = portageStepsOf(pkg);
  return highest === undefined || compareVersions(highest.version, version) < 0;
}
