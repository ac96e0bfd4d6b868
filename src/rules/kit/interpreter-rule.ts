// What the rules on python, ruby, lua, llvm and php have in common: two witnesses, USE and the interpreters that are here.

import { dedent } from '../../base/dedent.js';
import {
  hasInterpreter,
  type InterpreterFamily,
  isLive,
  prevailingSlot,
  type Target,
  targetsOf,
} from '../../model/contents/interpreters.js';
import { isSuperseded } from '../../model/newest.js';
import { compareVersions } from '../../pms/compare-versions.js';
import { anchors } from './anchor.js';
import { defineRule } from './rule.js';

/** A rule that finds packages built for slots of an interpreter that are gone, or that the rest of the index has left. */
export function defineInterpreterRule(
  id: string,
  family: InterpreterFamily,
  flag: string,
  names: { readonly old: string; readonly new: string },
) {
  const { language } = family;
  const sample = (cpv: string, implementation: string) =>
    dedent`
      CPV: ${cpv}
      IUSE: ${flag}${implementation}
      USE: ${flag}${implementation}
    `;
  const interpreter = (implementation: string) => {
    const provider = family.provider(implementation);
    return `CPV: ${provider?.names[0]}-${provider?.slot}\nSLOT: ${provider?.slot}\n`;
  };
  return defineRule({
    id,
    severity: 'warning',
    scope: 'package',
    needs: [],
    kin: { fields: ['item'] },
    documentation: {
      what: `The newest build of each package is made for a ${language} that is here, and for the one that most others use.`,
      why: `A package built for a ${language} that is gone cannot be used; one built for another than the rest makes clients keep two, or blocks the update.`,
      remedy: `Rebuild the package for the ${language} that the rest uses.`,
      source: `PMS 11.1.1 (USE_EXPAND); the ${language} eclasses of the Gentoo repository`,
    },
    messages: {
      gone: {
        severity: 'error',
        text: 'was built only for {item}; no {wanted} is here',
        reach: 'flags',
        remedy: 'rebuild ((it|them))[[ for {interpreter}]]',
        cause: '{wanted}',
        title: '((a package was|packages were)) built only for {wanted}, which is not here',
        family: `packages were built only for {causes} ${language} slots that are not here`,
      },
      behind: {
        text: 'was built for {item}; {prevailing} ((prevailing:package here was|packages here were)) built for {interpreter}',
        reach: 'flags',
        remedy: 'rebuild ((it|them)) for {interpreter}',
        cause: '{interpreter}',
        title:
          '((a package was|packages were)) built for older slots than {interpreter}, which {prevailing} ((prevailing:other uses|others use))',
        family: `packages were built for an older ${language} than most others`,
        rows: { 'built for': '{item}' },
      },
    },
    examples: [
      {
        bad: dedent`
          [binhost]
          ${sample('app-misc/a-1', names.old)}
          ${interpreter(names.new)}`,
        good: dedent`
          [binhost]
          ${sample('app-misc/a-1', names.new)}
          ${interpreter(names.new)}`,
        expect: ['gone'],
      },
      {
        bad: dedent`
          [binhost]
          ${sample('app-misc/a-1', names.old)}
          ${sample('app-misc/b-1', names.new)}
          ${sample('app-misc/c-1', names.new)}
          ${interpreter(names.old)}
          ${interpreter(names.new)}`,
        good: dedent`
          [binhost]
          ${sample('app-misc/a-1', names.new)}
          ${sample('app-misc/b-1', names.new)}
          ${sample('app-misc/c-1', names.new)}
          ${interpreter(names.old)}
          ${interpreter(names.new)}`,
        expect: ['behind'],
      },
    ],
    create({ universe, report }) {
      const prevailing = prevailingSlot(universe, family);
      return {
        package(pkg) {
          const targets = targetsOf(universe, family, pkg);
          const [first] = targets;
          if (first === undefined || isSuperseded(universe, pkg) || !hasInterpreter(universe, first)) return;
          const live = targets.filter(target => isLive(universe, target));
          const item = targets.map(target => target.flag);
          const liveBranches = live.map(target => target.flag);
          const common = prevailing === null ? null : `${prevailing.name}:${prevailing.slot}`;
          const identity = [...item];
          const anchor = anchors.diverged(pkg, language);
          if (live.length === 0) {
            report({
              message: 'gone',
              package: pkg,
              data: { item, interpreter: common, liveBranches, wanted: slotsOf(targets) },
              identity,
              anchor,
            });
          } else if (
            prevailing !== null &&
            live.every(target => compareVersions(target.slot, prevailing.slot) < 0)
          ) {
            report({
              message: 'behind',
              package: pkg,
              data: { item, interpreter: common, liveBranches, prevailing: prevailing.packages },
              identity,
            });
          }
        },
      };
    },
  });
}

function slotsOf(targets: readonly Target[]): string {
  return [...new Set(targets.map(target => `${target.names[0]}:${target.slot}`))].join(' ');
}
