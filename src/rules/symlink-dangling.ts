// Symlinks that lead nowhere once their package is installed.

import { dedent } from '../base/dedent.js';
import { type DanglingLink, danglingLinks } from '../model/contents/dangling-links.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const INDEX = dedent`
  [binhost]
  CPV: dev-libs/a-1
  PATH: a.gpkg.tar
  RDEPEND: DEPENDS

  CPV: dev-libs/b-1
  PATH: b.gpkg.tar
  [payload b.gpkg.tar]
  /usr/lib64/libb.so.1 elf
  [payload a.gpkg.tar]
`;
const ALONE = INDEX.replace('RDEPEND: DEPENDS\n', '');
const DEPENDING = INDEX.replace('DEPENDS', 'dev-libs/b');

export const symlinkDangling = defineRule({
  id: 'symlink-dangling',
  severity: 'warning',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: 'Each symlink leads to something in its package, in what that needs at run time, in the system set, or to a place whose files are made on the running system.',
    why: 'What the link stands for is not there: a program that does not start, a library that is not found. Often it means that a file was lost when the package was built.',
    remedy: 'Build the package again; where the target belongs to another package, add that to RDEPEND.',
    source:
      'PMS 13.4.3 (symlinks are merged as they are); naelolaiz/gentoo-binhost CHANGELOG (files lost in a rebuild)',
  },
  messages: {
    nowhere: {
      text: '{count} ((count:symlink leads|symlinks lead)) nowhere: {links}',
      remedy: 'build the package again, and see what was to be at the end of the link',
      cause: '{name}',
      title: 'symlinks of {name} lead nowhere',
      family: 'symlinks of {causes} packages lead nowhere',
      rows: { link: '{links}' },
    },
    undeclared: {
      severity: 'info',
      text: '{count} ((count:symlink leads|symlinks lead)) to {owner}, which nothing it needs brings in: {links}',
      remedy: 'add {atom} to RDEPEND',
      cause: '{name} {atom}',
      title: 'symlinks of {name} lead to {atom}, which nothing it needs brings in',
      family: 'symlinks of {causes} packages lead to others that nothing they need brings in',
      rows: { link: '{links}' },
    },
    unchecked: {
      severity: 'info',
      text: 'targets of {symlinks} ((symlinks:symlink|symlinks)) in {users} ((users:package|packages)) are not known to be there: {gaps} is needed, and its files are not known',
      remedy: 'give what packages need with its files: <<background>> SOURCE, <<baseline>> DIR',
      cause: 'unchecked',
      title:
        'targets of {symlinks} ((symlinks:symlink|symlinks)) in {users} ((users:package|packages)) could not be looked for',
      family: 'targets of symlinks could not be looked for',
      rows: { unknown: '{gaps}' },
    },
  },
  examples: [
    {
      bad: `${ALONE}/usr/lib64/liba.so.1 elf\n/usr/lib64/liba.so -> liba.so.2\n`,
      good: `${ALONE}/usr/lib64/liba.so.1 elf\n/usr/lib64/liba.so -> liba.so.1\n`,
      expect: ['nowhere'],
    },
    {
      bad: dedent`
        ${ALONE}/usr/lib64/a -> b
        /usr/lib64/b -> c
        /usr/lib64/c -> a
      `,
      good: dedent`
        ${ALONE}/usr/lib64/a -> b
        /usr/lib64/b -> c
        /usr/lib64/c file
      `,
      expect: ['nowhere'],
    },
    {
      bad: `${ALONE}/usr/lib64/liba.so -> libb.so.1\n`,
      good: `${DEPENDING}/usr/lib64/liba.so -> libb.so.1\n`,
      expect: ['undeclared'],
    },
    {
      bad: `${INDEX.replace('DEPENDS', 'dev-libs/c')}/usr/lib64/liba.so -> libb.so.1\n`,
      good: `${DEPENDING}/usr/lib64/liba.so -> libb.so.1\n`,
      expect: ['unchecked'],
    },
  ],
  create({ universe, report }) {
    const unknown = { symlinks: 0, users: 0, gaps: new Set<string>() };
    return {
      package(pkg) {
        const nowhere: DanglingLink[] = [];
        const undeclared = new Map<BinaryPackage, DanglingLink[]>();
        let symlinks = 0;
        for (const dangling of danglingLinks(universe, pkg)) {
          const { why } = dangling;
          if (why.kind === 'nowhere') nowhere.push(dangling);
          else if (why.kind === 'undeclared')
            undeclared.set(why.owner, [...(undeclared.get(why.owner) ?? []), dangling]);
          else {
            symlinks++;
            unknown.gaps.add(why.gap);
          }
        }
        unknown.symlinks += symlinks;
        if (symlinks > 0) unknown.users++;
        const name = pkg.cpn;
        if (nowhere.length > 0)
          report({
            message: 'nowhere',
            package: pkg,
            data: { name, ...describe(nowhere) },
            identity: targetsOf(nowhere),
            follows: [
              anchors.contents(pkg),
              ...(leadToLibraries(pkg, nowhere) ? [anchors.recorded(pkg, 'PROVIDES', 'overstated')] : []),
            ],
          });
        for (const [owner, links] of undeclared) {
          const atom = `${owner.cpn}:${owner.slot.slot}`;
          report({
            message: 'undeclared',
            package: pkg,
            data: { name, owner: instanceName(owner), atom, ...describe(links) },
            identity: [atom, ...targetsOf(links)],
          });
        }
      },
      index() {
        const { symlinks, users } = unknown;
        if (symlinks === 0) return;
        const gaps = [...unknown.gaps].sort();
        report({
          message: 'unchecked',
          data: { symlinks, users, gaps: gaps.slice(0, 3), causesOfIt: gaps.length },
          identity: [],
          assurance: 'assumed',
        });
      },
    };
  },
});

/** Whether they are the names of libraries that the package is recorded to have. */
function leadToLibraries({ provides }: BinaryPackage, links: readonly DanglingLink[]): boolean {
  return links.every(({ path }) =>
    provides.some(({ soname }) => soname === path.slice(path.lastIndexOf('/') + 1)),
  );
}

const MOST_TOLD = 4;

function describe(links: readonly DanglingLink[]) {
  const told = links.slice(0, MOST_TOLD).map(({ path, link }) => `${path} -> ${link}`);
  const more = links.length - told.length;
  return { count: links.length, links: more > 0 ? [...told, `... ${more} more`] : told };
}

function targetsOf(links: readonly DanglingLink[]): readonly string[] {
  return [...new Set(links.map(({ target }) => target))].sort();
}
