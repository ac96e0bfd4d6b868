// One index, one environment: packages built for another CHOST, C library, kernel or architecture than the rest.

import { dedent } from '../base/dedent.js';
import { environmentOf, prevailingEnvironment } from '../model/environment.js';
import { defineRule } from './kit/rule.js';

export const environmentMixed = defineRule({
  id: 'environment-mixed',
  severity: 'error',
  scope: 'package',
  needs: [],
  documentation: {
    what: 'All packages of an index share CHOST, C library, kernel, userland and architecture, and agree with its header.',
    why: 'A client takes packages by name and USE alone: one built for another environment is merged and does not run.',
    remedy: 'Publish each environment at a URL of its own; rebuild or withdraw the outliers.',
    source:
      'Gentoo bugs 868312, 868318, 640318; Portage lib/portage/dbapi/bintree.py (header and inherited keys)',
  },
  messages: {
    outlier: {
      text: 'was built for {dimension} {value}; the others here are for {prevailing}',
      remedy: 'move ((it|them)) to an index of ((its|their)) own, or rebuild ((it|them)) for {prevailing}',
      cause: '{dimension} {value}',
      title: 'packages for {dimension} {value} in an index for {prevailing}',
      family: 'packages of {causes} foreign environments in one index',
    },
    header: {
      text: 'was built for {dimension} {value}; the header of the index says {prevailing}',
      remedy:
        'regenerate the index on the host that builds for {value}, or move ((this package|these packages))',
      cause: '{dimension} {value}',
      title: 'packages for {dimension} {value} in an index whose header says {prevailing}',
      family: 'packages that do not fit the header of their index',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/b-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/c-1
        CHOST: x86_64-gentoo-linux-musl
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/b-1
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/c-1
        CHOST: x86_64-pc-linux-gnu
      `,
      expect: ['outlier'],
    },
    {
      bad: dedent`
        [binhost]
        ELIBC: musl

        CPV: app-misc/a-1
        EAPI: 8
        USE: elibc_glibc
      `,
      good: dedent`
        [binhost]
        ELIBC: glibc

        CPV: app-misc/a-1
        EAPI: 8
        USE: elibc_glibc
      `,
      expect: ['header'],
    },
  ],
  create({ universe, report }) {
    const prevailing = prevailingEnvironment(universe);
    return {
      package(pkg) {
        for (const [dimension, value] of environmentOf(universe, pkg)) {
          const common = prevailing.get(dimension);
          const declared = universe.sources[pkg.source]?.header.get(dimension);
          if (common !== undefined && common !== value) {
            report({
              message: 'outlier',
              package: pkg,
              data: { dimension, value, prevailing: common },
              identity: [dimension],
            });
          } else if (declared !== undefined && declared !== '' && declared !== value) {
            report({
              message: 'header',
              package: pkg,
              data: { dimension, value, prevailing: declared },
              identity: [dimension],
            });
          }
        }
      },
    };
  },
});
