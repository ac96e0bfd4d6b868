// The oldest Portage that can use every entry, and what raises it.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import { defineRule } from './kit/rule.js';

interface Step {
  readonly what: string;
  /** The first Portage that has it. */
  readonly version: string;
  has(pkg: BinaryPackage): boolean;
}

/** The newest first; older Portage than these is not in use. */
const STEPS: readonly Step[] = [
  { what: 'EAPI 9', version: '3.0.76', has: pkg => pkg.eapi === '9' },
  { what: 'gpkg', version: '3.0.31', has: pkg => packagePath(pkg).endsWith('.gpkg.tar') },
  { what: 'EAPI 8', version: '3.0.20', has: pkg => pkg.eapi === '8' },
];

export const clientFloor = defineRule({
  id: 'client-floor',
  severity: 'info',
  scope: 'index',
  needs: [],
  documentation: {
    what: 'Which Portage a client needs at least to use every entry: by EAPI and by the format of the package files.',
    why: 'An older client passes over a package of an EAPI that it does not know, and cannot read a package file of a newer format.',
    remedy:
      'Nothing where clients are newer; else build with an older BINPKG_FORMAT, or keep older versions until clients are updated.',
    source: 'Portage NEWS 3.0.31 (GLEP 78), 3.0.76 (EAPI 9); PMS 6',
  },
  messages: {
    floor: {
      text: 'clients older than Portage {floor} cannot use {count} ((count:package|packages)): {steps}',
      remedy: 'tell clients to update to Portage {floor}, or keep older formats for those that cannot',
      cause: '{floor}',
      title: 'clients older than Portage {floor} cannot use {count} ((count:package|packages))',
      family: 'clients need a newer Portage',
      rows: { by: '{steps}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 7
        PATH: app-misc/a/a-1-1.gpkg.tar
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        EAPI: 7
        PATH: app-misc/a/a-1-1.xpak
      `,
      expect: ['floor'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const usable = universe.judged.filter(({ faults }) => faults.length === 0);
        const raised = STEPS.map(step => ({ ...step, count: usable.filter(step.has).length })).filter(
          ({ count }) => count > 0,
        );
        const [highest] = raised;
        if (highest === undefined) return;
        const steps = raised.map(
          ({ what, version, count }) => `${what} needs ${version} (${count} of ${usable.length})`,
        );
        const { version: floor, count } = highest;
        report({ message: 'floor', data: { floor, count, steps }, identity: [] });
      },
    };
  },
});
