// A library newer than what a baseline has, and users built after it whose dependency lets the client keep the older one.

import { dedent } from '../base/dedent.js';
import { LIBC_NAMES } from '../model/libc.js';
import { isOffered, isSuperseded } from '../model/newest.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { atomsOf, requirementsOf } from '../model/requirements.js';
import { standingOn } from '../model/standing.js';
import { compareVersions } from '../pms/compare-versions.js';
import { formatCpn } from '../pms/cpv.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

export const providerFloorLoose = defineRule({
  id: 'provider-floor-loose',
  severity: 'warning',
  scope: 'package',
  needs: ['baseline'],
  kin: { fields: ['class', 'item', 'baseline'] },
  documentation: {
    what: 'A package built after a newer library than a baseline has either asks for at least that version, or links nothing of it.',
    why: 'Portage may merge the package and leave the older library: it then lacks symbols the package was linked with (libblkid, libstdc++, openssl, ...). Portage writes such a floor for libc only.',
    remedy:
      'Let clients update the library first (emerge --update --deep), or raise the lower bound in the ebuild.',
    source: 'Gentoo bugs 753500, 802303; Portage pull request 1088',
  },
  messages: {
    loose: {
      text: '{class} {item} accepts {installed} of "{baseline}", but it was built after {provider}, which has its {soname}',
      remedy: 'let clients update {name} first, or raise the lower bound of the dependency',
      cause: '{provider} over {installed}',
      title: 'built with {provider} here, may be used with {installed} of "{baseline}"',
      family:
        '{packages} packages were built with newer libraries ({causes}) than the baseline has, and accept the older ones',
      rows: { accepts: '{item}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: dev-libs/openssl-3.2.1
        BUILD_TIME: 10
        PROVIDES: x86_64: libssl.so.3

        CPV: net-misc/curl-8
        BUILD_TIME: 20
        RDEPEND: >=dev-libs/openssl-1.1.1:0/0=
        REQUIRES: x86_64: libssl.so.3
        [installed]
        CPV: dev-libs/openssl-3.0.13
        PROVIDES: x86_64: libssl.so.3
      `,
      good: dedent`
        [binhost]
        CPV: dev-libs/openssl-3.2.1
        BUILD_TIME: 10
        PROVIDES: x86_64: libssl.so.3

        CPV: net-misc/curl-8
        BUILD_TIME: 20
        RDEPEND: >=dev-libs/openssl-3.2.1:0/0=
        REQUIRES: x86_64: libssl.so.3
        [installed]
        CPV: dev-libs/openssl-3.0.13
        PROVIDES: x86_64: libssl.so.3
      `,
      expect: ['loose'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        if (pkg.requires.length === 0 || isSuperseded(universe, pkg)) return;
        for (const requirement of requirementsOf(universe, pkg)) {
          for (const atom of atomsOf(requirement.node)) {
            const name = formatCpn(atom);
            if (atom.blocker !== null || LIBC_NAMES.includes(name)) continue;
            const provider = universe.matches(atom).findLast(isOffered);
            const soname = provider === undefined ? undefined : linked(pkg, provider);
            if (provider === undefined || soname === undefined || provider.buildTime > pkg.buildTime)
              continue;
            for (const installed of universe.matches(atom)) {
              if (
                installed.role !== 'installed' ||
                !standingOn(universe, installed.source).has(installed) ||
                !isOlder(installed, provider) ||
                !installed.provides.includes(soname)
              )
                continue;
              const baseline = universe.sources[installed.source]?.name ?? '';
              report({
                message: 'loose',
                package: pkg,
                assurance: 'assumed',
                data: {
                  class: requirement.class,
                  item: requirement.text,
                  name,
                  provider: instanceName(provider),
                  installed: instanceName(installed),
                  baseline,
                  soname: soname.soname,
                },
                identity: [requirement.class, atom.text, baseline],
                follows: [anchors.unordered(pkg, name)],
              });
            }
          }
        }
      },
    };
  },
});

/** A library of `provider` that `pkg` needs. */
function linked(pkg: BinaryPackage, provider: BinaryPackage) {
  return pkg.requires.find(soname => provider.provides.includes(soname));
}

function isOlder(installed: BinaryPackage, provider: BinaryPackage): boolean {
  return (
    installed.slot.slot === provider.slot.slot &&
    compareVersions(installed.cpv.version ?? '0', provider.cpv.version ?? '0') < 0
  );
}
