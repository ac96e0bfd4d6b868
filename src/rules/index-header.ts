// The header of the index: what clients refuse, and what it says of the packages that follow.

import { dedent } from '../base/dedent.js';
import type { SourceProblem } from '../model/problem.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

const HEADER = /^(header|version|timestamp|packages|chost)-/;

export const indexHeader = defineRule({
  id: 'index-header',
  severity: 'error',
  scope: 'index',
  needs: [],
  kin: { fields: 'identity', byMessage: true },
  documentation: {
    what: 'The header has VERSION 0, a TIMESTAMP not older than its packages, the right number of packages and a CHOST.',
    why: 'Without VERSION or TIMESTAMP clients ignore the whole index. A stale TIMESTAMP keeps them on their old copy; without CHOST each takes its own.',
    remedy: 'Write the index again from its packages: <<index>>.',
    source: 'Portage lib/portage/dbapi/bintree.py (_populate_remote, _pkgindex_version_supported)',
  },
  messages: {
    header: {
      text: '{what}',
      remedy: 'write the index[[ {again}]]: <<index>>',
      cause: '{code}',
      first: true,
      title: '{what}',
      family: '{causes} faults in the header of the index',
      rows: { expected: '{expected}', actual: '{actual}' },
    },
    chost: {
      text: '{what}',
      remedy: 'add CHOST to the header: emaint writes it on the host that builds the packages',
      cause: '{code}',
      title: '{what}',
      family: 'entries have no CHOST',
      rows: { concerns: '{actual}' },
    },
    minimal: {
      severity: 'warning',
      text: '{what}',
      remedy:
        'take over the header of an earlier index or of a sister binhost, or let Portage write the index: emaint --fix binhost',
      cause: '{code}',
      title: '{what}',
      family: '{what}',
    },
    stale: {
      severity: 'warning',
      text: 'was built at {built}, after TIMESTAMP {timestamp} of its index',
      reach: 'nobody',
      remedy:
        'write the index again, so that clients see a newer TIMESTAMP; rebuild those whose BUILD_TIME is yet to come',
      cause: 'TIMESTAMP {timestamp}',
      title: 'packages were built after TIMESTAMP {timestamp} of their index: clients may keep an older copy',
      family: 'packages were built after TIMESTAMP of their index',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        PACKAGES: 2
        VERSION: 0
        TIMESTAMP: 5
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/a-1
      `,
      good: dedent`
        [binhost]
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/a-1
      `,
      expect: ['header'],
    },
    {
      bad: dedent`
        [binhost]
        CHOST: x
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5

        CPV: app-misc/a-1
        [problem header-minimal]
      `,
      good: dedent`
        [binhost]
        CHOST: x
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5

        CPV: app-misc/a-1
      `,
      expect: ['minimal'],
    },
    {
      bad: dedent`
        [binhost]
        CHOST: x
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5

        CPV: app-misc/a-1
        [problem chost-missing]
      `,
      good: dedent`
        [binhost]
        CHOST: x
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5

        CPV: app-misc/a-1
      `,
      expect: ['chost'],
    },
    {
      bad: dedent`
        [binhost]
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 5
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/a-1
        BUILD_TIME: 6
      `,
      good: dedent`
        [binhost]
        PACKAGES: 1
        VERSION: 0
        TIMESTAMP: 6
        CHOST: x86_64-pc-linux-gnu

        CPV: app-misc/a-1
        BUILD_TIME: 6
      `,
      expect: ['stale'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const source of universe.sources) {
          if (source.role !== 'candidate') continue;
          for (const problem of source.problems) {
            if (!HEADER.test(problem.code)) continue;
            const common = {
              path: problem.file,
              data: problemData(problem),
              identity: [problem.code, problem.cpv ?? ''],
            };
            if (problem.code === 'header-minimal') report({ message: 'minimal', ...common });
            else if (problem.code === 'chost-missing')
              report({ message: 'chost', severity: severityOf(problem), ...common });
            else {
              // Where there never was one nothing is written again.
              const again = source.digest === null && source.kind === 'pkgdir' ? null : 'again';
              const data = { ...common.data, again };
              report({ message: 'header', severity: severityOf(problem), ...common, data });
            }
          }
        }
      },
      package(pkg) {
        const timestamp = universe.sources[pkg.source]?.header.get('TIMESTAMP') ?? '';
        if (!/^\d{1,15}$/.test(timestamp) || pkg.buildTime <= Number(timestamp)) return;
        report({
          message: 'stale',
          package: pkg,
          data: { built: pkg.buildTime, timestamp: Number(timestamp) },
          identity: [],
        });
      },
    };
  },
});

function severityOf({ loses }: SourceProblem): Severity {
  if (loses === 'index') return 'error';
  return loses === 'nothing' ? 'info' : 'warning';
}
