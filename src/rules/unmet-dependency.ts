// Every runtime dependency has a provider: in the index, in a background binhost, or in every declared baseline.

import { dedent } from '../base/dedent.js';
import { formatMask } from '../model/client/format-mask.js';
import { isProvided } from '../model/client/visibility.js';
import { type Miss, nearestMissOf } from '../model/graph/nearest-miss.js';
import { instanceName } from '../model/package.js';
import { atomsOf, failedRequirementsOf, itemHolds, type Requirement } from '../model/requirements.js';
import type { MaskedPackage } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { languageOf } from './words/module-of.js';

export const unmetDependency = defineRule({
  id: 'unmet-dependency',
  severity: 'error',
  scope: 'package',
  needs: [],
  kin: { fields: ['class', 'item'], worse: 'item' },
  documentation: {
    what: 'Each item of RDEPEND, PDEPEND and IDEPEND is satisfied by some package of the index, of a background binhost or of the baseline.',
    why: 'A client that installs only binaries (emerge -K, -G) is refused; any other compiles the missing package, or breaks where it cannot.',
    remedy:
      'Publish a package that matches, rebuild the one that asks, or declare the baseline that already has it (<<baseline>>).',
    source: 'PMS 8.2 and 8.3; Portage lib/portage/dbapi/__init__.py (_iter_match)',
  },
  messages: {
    absent: {
      text: '{class} needs {item}: there is no {name} here',
      remedy: 'publish {name}, or name the baseline or binhost that has it (<<baseline>>, <<background>>)',
      cause: '{name}',
      absent: 'name',
      partOf: 'within',
      title: '{name} is not here',
      family: '{causes} packages that others need are not here',
      familyRemedy: 'publish them, or name what has them (<<baseline>>, <<background>>)',
      rows: { needs: '{item}' },
      familyRows: { in: '{category}' },
    },
    masked: {
      text: '{class} needs {item}; of what is here no client takes any: {nearest}',
      reach: 'nobody',
      remedy: 'rebuild {name} with metadata that clients read, or publish another build of it',
      cause: '{name}',
      title: 'no client takes the {name} that is here',
      family: '{causes} packages that others need are here, but no client takes them',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    provided: {
      severity: 'info',
      text: '{class} needs {item}, which nothing here has; taken to be met by package.provided of {providers}',
      remedy: 'nothing where it is true of every client',
      cause: '{item}',
      title: '{item} is taken to be met by package.provided of {providers}',
      family: '{causes} requirements are taken to be met by package.provided of the clients',
    },
    version: {
      text: '{class} needs {item}[[; the nearest is {nearest}]]',
      reach: 'nobody',
      remedy:
        'publish a {name} that satisfies ((this|them)), or rebuild ((the package that asks|the packages that ask)) for it',
      cause: '{name}',
      title: '{name} has no version that fits',
      family: '{causes} packages have no version that fits those who need them',
      familyRemedy: 'publish newer ones, or rebuild the packages that ask for them',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    slot: {
      text: '{class} needs {item}[[; the nearest is {nearest}]]',
      reach: 'nobody',
      remedy: 'publish {name}:{slot}, or rebuild ((the package that asks|the packages that ask)) for it',
      cause: '{name}:{slot}',
      title: '{name}:{slot} is not here',
      family: '{causes} slots that others need are not here',
      familyRemedy: 'publish these slots, or rebuild the packages that ask for them',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    subslot: {
      text: '{class} needs {item}[[; the nearest is {nearest}]]',
      reach: 'operator',
      remedy:
        'publish {name}:{slot}, or rebuild against the {name} that is here: {packages} ((packages:package|packages))',
      cause: '{name}:{slot}',
      title: '{name}:{slot} is not here, ((a package was|packages were)) built for it',
      family: '{causes} sub-slots that packages were built for are not here',
      familyRemedy: 'publish them, or rebuild their users against what is here',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    repo: {
      text: '{class} needs {item}[[; the nearest is {nearest}]]',
      remedy: 'publish {name} from that repository',
      cause: '{item}',
      title: '{name} is here, but from another repository',
      family: '{causes} packages are here, but from another repository',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    use: {
      text: '{class} needs {item}[[; the nearest is {nearest}]]',
      reach: 'nobody',
      remedy:
        'build {name} with these flags too, or rebuild ((the package that asks|the packages that ask)) for them',
      cause: '{item}',
      title: '{name} is not built with the flags that others need',
      family: '{causes} requirements on USE flags that no build here meets',
      familyRemedy: 'build them with these flags too, or rebuild those who ask',
      rows: { needs: '{item}', has: '{nearest}' },
    },
    empty: {
      text: '{class} holds a choice whose alternatives were all switched off by USE when it was built',
      reach: 'nobody',
      remedy: 'rebuild the package with flags that leave an alternative',
      cause: '{name}',
      title:
        '((a choice was emptied by USE when the package was built|choices were emptied by USE when packages were built)): nothing can meet ((it|them))',
      family: 'choices were emptied by USE when packages were built: nothing can meet them',
    },
    'any-of': {
      text: '{class} needs {item}, of which none fits[[; the nearest is {nearest}]]',
      reach: 'nobody',
      remedy:
        'publish one of the alternatives, or rebuild ((the package that asks|the packages that ask)) for them',
      cause: '{item}',
      partOf: 'names',
      title: 'none of {names} fits',
      family: '{causes} choices have no alternative that fits',
      familyRemedy: 'publish one of each, or rebuild the packages that ask for them',
      rows: { needs: '{item}', nearest: '{nearest}' },
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b
        [profile amd64]
        package.provided: dev-libs/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b

        CPV: dev-libs/b-1
        [profile amd64]
        package.provided: dev-libs/b-1
      `,
      expect: ['provided'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: net-dns/libidn2
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: net-dns/libidn2

        CPV: net-dns/libidn2-2.3.4
      `,
      expect: ['absent'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=net-dns/libidn2-2.3.7

        CPV: net-dns/libidn2-2.3.4
      `,
      good: dedent`
        [binhost]
        CPV: net-misc/wget-1.21.3
        RDEPEND: >=net-dns/libidn2-2.3.7

        CPV: net-dns/libidn2-2.3.7
      `,
      expect: ['version'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b:2

        CPV: dev-libs/b-1
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b:2

        CPV: dev-libs/b-1
        SLOT: 2
      `,
      expect: ['slot'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: dev-perl/Pod-1
        RDEPEND: dev-lang/perl:0/5.38=

        CPV: dev-lang/perl-5.40.0
        SLOT: 0/5.40
      `,
      good: dedent`
        [binhost]
        CPV: dev-perl/Pod-1
        RDEPEND: dev-lang/perl:0/5.40=

        CPV: dev-lang/perl-5.40.0
        SLOT: 0/5.40
      `,
      expect: ['subslot'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b::guru

        CPV: dev-libs/b-1
        REPO: gentoo
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b::guru

        CPV: dev-libs/b-1
        REPO: guru
      `,
      expect: ['repo'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b[ssl]

        CPV: dev-libs/b-1
        IUSE: ssl
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b[ssl]

        CPV: dev-libs/b-1
        IUSE: ssl
        USE: ssl
      `,
      expect: ['use'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: || ( dev-libs/b dev-libs/c )
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: || ( dev-libs/b dev-libs/c )

        CPV: dev-libs/c-1
      `,
      expect: ['any-of'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b

        CPV: dev-libs/b-1
        EAPI: 7-hdepend
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: dev-libs/b

        CPV: dev-libs/b-1
        EAPI: 7
      `,
      expect: ['masked'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: __const__/empty-any-of
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
      `,
      expect: ['empty'],
    },
  ],
  create({ universe, clients, report }) {
    return {
      package(pkg) {
        for (const requirement of failedRequirementsOf(universe, pkg)) {
          const { node, failure } = requirement;
          const isMet = (atom: Atom) => universe.matches(atom).some(failure.sees);
          const providing = clients.filter(client =>
            itemHolds(node, atom => isMet(atom) || isProvided(client, atom)),
          );
          if (clients.length > 0 && providing.length === clients.length) {
            const { class: dependencyClass, text: item } = requirement;
            const providers = providing.map(({ name }) => name);
            report({
              message: 'provided',
              package: pkg,
              assurance: 'assumed',
              data: { class: dependencyClass, item, providers },
              identity: [dependencyClass, item],
            });
            continue;
          }
          const miss = nearestMissOf(universe, node, failure.sees);
          if (miss === null) continue;
          const hidden = [...atomsOf(node)].flatMap(atom => universe.masked(atom));
          const best = hidden.at(-1);
          const reason = node.type !== 'leaf' ? 'any-of' : best === undefined ? miss.reason : 'masked';
          report({
            message: miss.atom.category === EMPTY_CHOICE ? 'empty' : reason,
            package: pkg,
            data: {
              ...describe(requirement, reason, miss, failure.baselines),
              ...(providing.length > 0 ? { providedFor: providing.map(({ name }) => name) } : {}),
              ...(reason === 'masked' && best !== undefined ? { nearest: describeMasked(best) } : {}),
            },
            identity: [requirement.class, requirement.text],
            anchor: anchors.unmet(pkg, requirement.text),
            follows: [
              ...hidden.map(({ package: other }) => anchors.invalid(other)),
              anchors.unmetFloor(pkg, requirement.text),
              anchors.movedDependency(pkg, requirement.text),
            ],
          });
        }
      },
    };
  },
});

function describeMasked({ package: pkg, masks }: MaskedPackage) {
  return { cpv: instanceName(pkg), differs: masks.map(formatMask).join(', ') };
}

/** What Portage writes for an any-of without members: `__const__/empty-any-of` (`dep/__init__.py`, EAPI 7 and later). */
const EMPTY_CHOICE = '__const__';

function describe(
  requirement: Requirement,
  reason: Miss['reason'] | 'any-of' | 'masked',
  miss: Miss,
  baselines: readonly string[],
) {
  const { slot, subSlot } = miss.atom;
  return {
    class: requirement.class,
    item: requirement.text,
    reason,
    name: formatCpn(miss.atom),
    category: miss.atom.category,
    names: [...new Set([...atomsOf(requirement.node)].map(formatCpn))],
    ...(reason === 'absent' ? { within: languageOf(miss.atom) ?? formatCpn(miss.atom) } : {}),
    slot: slot === null ? null : subSlot === null ? slot : `${slot}/${subSlot}`,
    nearest: miss.nearest,
    ...(baselines.length > 0 ? { baselines } : {}),
  };
}
