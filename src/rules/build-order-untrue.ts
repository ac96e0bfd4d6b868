// Builds of one version of which clients take an older one: BUILD_TIME decides, then the place in the index, never BUILD_ID.

import { getOrMake } from '../base/get-or-make.js';
import { comparePreference } from '../model/newest.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { defineRule } from './kit/rule.js';

export const buildOrderUntrue = defineRule({
  id: 'build-order-untrue',
  severity: 'warning',
  scope: 'index',
  needs: [],
  kin: { fields: [], byMessage: true },
  documentation: {
    what: 'Of the builds of one version from one repository the one with the greatest BUILD_ID has the greatest BUILD_TIME too.',
    why: 'Portage takes the build with the greatest BUILD_TIME, of equal or absent ones that which the index names last: the rebuilt and mended package never reaches a client.',
    remedy: 'Build it once more with BUILD_TIME, or delete the older builds.',
    source:
      'Portage lib/portage/dbapi/__init__.py (_cmp_cpv), depgraph.py (_iter_match_pkgs); Gentoo bug 306659',
  },
  messages: {
    timeless: {
      text: 'has no BUILD_TIME in its builds: clients take this one, not the newest build {newest}',
      remedy: 'build ((it|them)) again with a Portage that writes BUILD_TIME, or delete the older builds',
      cause: '{name}',
      title: 'builds of {name} have no BUILD_TIME: clients take {taken}, not {newest}',
      family: '{causes} versions have builds without BUILD_TIME: clients take an older one',
      rows: { taken: '{taken}', newest: '{newest}' },
    },
    equal: {
      text: 'has builds of one BUILD_TIME: clients take this one, not the newest build {newest}',
      remedy: 'build ((it|them)) once more, or delete the older builds',
      cause: '{name}',
      title: 'builds of {name} have one BUILD_TIME: clients take {taken}, not {newest}',
      family: '{causes} versions have builds of one BUILD_TIME: clients take an older one',
      rows: { taken: '{taken}', newest: '{newest}' },
    },
    reversed: {
      text: 'has builds in another order of BUILD_TIME than of BUILD_ID: clients take this one, not the newest build {newest}',
      remedy: 'if {newest} is the one that is meant, build it once more, or delete the other',
      cause: '{name}',
      title: 'clients take {taken}, not {newest}, whose BUILD_TIME is lower',
      family: 'of {causes} versions clients take another build than the one with the greatest BUILD_ID',
      rows: { taken: '{taken}', newest: '{newest}' },
    },
  },
  examples: [
    { bad: builds('', ''), good: builds('BUILD_TIME: 1\n', 'BUILD_TIME: 2\n'), expect: ['timeless'] },
    {
      bad: builds('BUILD_TIME: 7\n', 'BUILD_TIME: 7\n'),
      good: builds('BUILD_TIME: 7\n', 'BUILD_TIME: 8\n'),
      expect: ['equal'],
    },
    {
      bad: builds('BUILD_TIME: 8\n', 'BUILD_TIME: 7\n'),
      good: builds('BUILD_TIME: 7\n', 'BUILD_TIME: 8\n'),
      expect: ['reversed'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const versions = new Map<string, BinaryPackage[]>();
        for (const pkg of universe.judged) {
          if (pkg.buildId === null) continue;
          getOrMake(versions, `${pkg.source} ${pkg.cpvText}::${pkg.repo}`, (): BinaryPackage[] => []).push(
            pkg,
          );
        }
        for (const builds of versions.values()) if (builds.length > 1) judge(builds);
      },
    };

    function judge(builds: readonly BinaryPackage[]): void {
      const newest = builds.reduce((best, pkg) => (numberOf(pkg) >= numberOf(best) ? pkg : best));
      const taken = builds.reduce((best, pkg) => (comparePreference(pkg, best) >= 0 ? pkg : best));
      if (numberOf(taken) === numberOf(newest)) return;
      const message =
        taken.buildTime > newest.buildTime ? 'reversed' : newest.buildTime === 0 ? 'timeless' : 'equal';
      report({
        message,
        package: taken,
        data: { name: newest.cpvText, taken: instanceName(taken), newest: instanceName(newest) },
        identity: [],
      });
    }
  },
});

function numberOf({ buildId }: BinaryPackage): number {
  return buildId ?? 0;
}

/** Build 2 stands before build 1. */
function builds(timeOf1: string, timeOf2: string): string {
  const build = (id: number, time: string) => `CPV: dev-libs/a-1\nBUILD_ID: ${id}\n${time}SHA1: ${id}\n`;
  return `[binhost]\n${build(2, timeOf2)}\n${build(1, timeOf1)}`;
}
