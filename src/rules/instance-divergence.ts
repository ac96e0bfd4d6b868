// Several builds of one CPV that differ in more than their USE: clients get one or the other by BUILD_TIME alone.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, instanceName, RUNTIME_CLASSES } from '../model/package.js';
import type { DependencyClass } from '../pms/dependency-class.js';
import { defineRule } from './kit/rule.js';

export const instanceDivergence = defineRule({
  id: 'instance-divergence',
  severity: 'warning',
  scope: 'index',
  needs: [],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'Builds of one CPV from one repository agree in SLOT, builds of equal USE also in their dependencies, and no two entries share BUILD_ID.',
    why: 'Portage takes the instance with the greatest BUILD_TIME and never compares BUILD_ID: a client gets other slots or dependencies than the ebuild of that version promises.',
    remedy:
      'Delete the older builds once nothing needs them; give an ebuild whose dependencies change a new revision.',
    source:
      'Portage lib/portage/dbapi/virtual.py (instance key), lib/portage/dbapi/__init__.py; devmanual, ebuild revisions',
  },
  messages: {
    identity: {
      severity: 'error',
      text: 'two entries share BUILD_ID {buildId} but differ in {fields}',
      remedy: 'give one of them a BUILD_ID of its own, or delete it',
      cause: '{instance}',
      title: 'two packages carry the same version and BUILD_ID with different contents',
      family: '{causes} builds share version and BUILD_ID with another of different contents',
      rows: { build: '{instance}' },
    },
    slot: {
      severity: 'error',
      text: 'its builds have different SLOTs: {slots}',
      remedy: 'delete the builds with the old slot, or give the ebuild a new revision',
      cause: '{name}',
      title: 'builds of {name} have different SLOTs: {slots}',
      family: '{causes} versions have builds with different SLOTs',
    },
    dependencies: {
      severity: 'info',
      text: 'builds of equal USE have different {classes}',
      remedy: 'delete the older builds once no client needs them',
      cause: '{name}',
      title: 'builds of {name} with equal USE have different {classes}',
      family: '{causes} versions have builds of equal USE with different dependencies',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        SHA1: aa

        CPV: app-misc/a-1
        BUILD_ID: 1
        SHA1: bb
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        SHA1: aa

        CPV: app-misc/a-1
        BUILD_ID: 2
        SHA1: bb
      `,
      expect: ['identity'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        SLOT: 0/1

        CPV: app-misc/a-1
        BUILD_ID: 2
        SLOT: 0/2
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        SLOT: 0/1

        CPV: app-misc/a-1
        BUILD_ID: 2
        SLOT: 0/1
      `,
      expect: ['slot'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        RDEPEND: app-misc/b:0/1=

        CPV: app-misc/a-1
        BUILD_ID: 2
        RDEPEND: app-misc/b:0/2=

        CPV: app-misc/b-1
        SLOT: 0/2

        CPV: app-misc/b-0
        SLOT: 0/1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        BUILD_ID: 1
        USE: x
        RDEPEND: app-misc/b:0/1=

        CPV: app-misc/a-1
        BUILD_ID: 2
        RDEPEND: app-misc/b:0/2=

        CPV: app-misc/b-1
        SLOT: 0/2

        CPV: app-misc/b-0
        SLOT: 0/1
      `,
      expect: ['dependencies'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const groups = new Map<string, BinaryPackage[]>();
        for (const pkg of universe.judged) {
          const key = `${pkg.cpvText}::${pkg.repo}`;
          const group = groups.get(key);
          if (group === undefined) groups.set(key, [pkg]);
          else group.push(pkg);
        }
        for (const builds of groups.values()) {
          if (builds.length < 2) continue;
          reportIdentities(builds);
          reportSlots(builds);
          reportDependencies(builds);
        }
      },
    };

    function reportIdentities(builds: readonly BinaryPackage[]): void {
      const first = new Map<string, BinaryPackage>();
      for (const pkg of builds) {
        const known = first.get(pkg.record.BUILD_ID);
        if (known === undefined) {
          first.set(pkg.record.BUILD_ID, pkg);
          continue;
        }
        const fields = IDENTITY_FIELDS.filter(field => pkg.record[field] !== known.record[field]);
        if (fields.length === 0) continue;
        report({
          message: 'identity',
          package: pkg,
          data: { buildId: pkg.buildId, instance: instanceName(pkg), fields },
          identity: [pkg.record.SHA1, pkg.record.BUILD_TIME],
        });
      }
    }

    function reportSlots(builds: readonly BinaryPackage[]): void {
      const slots = [...new Set(builds.map(pkg => pkg.record.SLOT))];
      const last = builds.at(-1) as BinaryPackage;
      if (slots.length > 1)
        report({ message: 'slot', package: last, data: { name: last.cpvText, slots }, identity: [] });
    }

    function reportDependencies(builds: readonly BinaryPackage[]): void {
      const byUse = new Map<ReadonlySet<string>, BinaryPackage>();
      const classes = new Set<DependencyClass>();
      for (const pkg of builds) {
        const known = byUse.get(pkg.use);
        if (known === undefined) byUse.set(pkg.use, pkg);
        else
          for (const name of RUNTIME_CLASSES) if (known.record[name] !== pkg.record[name]) classes.add(name);
      }
      const last = builds.at(-1) as BinaryPackage;
      if (classes.size > 0)
        report({
          message: 'dependencies',
          package: last,
          data: { name: last.cpvText, classes: [...classes] },
          identity: [],
        });
    }
  },
});

const IDENTITY_FIELDS = [
  'SHA1',
  'MD5',
  'SIZE',
  'BUILD_TIME',
  'SLOT',
  'USE',
  'RDEPEND',
  'PDEPEND',
  'IDEPEND',
] as const;
