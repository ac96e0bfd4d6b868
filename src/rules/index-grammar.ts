// The text of the index: everything that Portage drops, misreads or stops at without a word.

import { dedent } from '../base/dedent.js';
import { type BinaryPackage, packagePath } from '../model/package.js';
import type { SourceProblem } from '../model/problem.js';
import type { Source } from '../model/source.js';
import { valueFaultsOf } from '../model/value-faults.js';
import type { Severity } from './kit/finding.js';
import { defineRule } from './kit/rule.js';
import { problemData } from './words/problem-data.js';

/** Problems of the header and of the compressed form have rules of their own, so have those of package files. */
const ELSEWHERE = /^(header|version|timestamp|packages|chost|compressed|plain)-/;

const ROLES = {
  candidate: 'candidate',
  installed: 'baseline',
  background: 'background',
  published: 'published',
} as const;

export const indexGrammar = defineRule({
  id: 'index-grammar',
  severity: 'error',
  scope: 'index',
  needs: [],
  kin: { fields: ['code', 'field', 'cpv', 'name'], byMessage: true },
  documentation: {
    what: 'Every line, entry, name and number of the index can be read, by this program and by Portage alike.',
    why: 'Portage reads what it can and drops the rest silently: a blank line too many hides all packages after it, a bad CPV stops every client.',
    remedy: 'Write the index again from its packages: <<index>>.',
    source: 'Portage lib/portage/getbinpkg.py (PackageIndex), lib/portage/dbapi/bintree.py; PMS 3 and 8.2',
  },
  messages: {
    line: {
      text: '{what} ({file}[[ line {line}]][[, offset {offset}]])',
      remedy: 'write the index again: <<index>>',
      cause: '{code}',
      title: '{what}',
      family: '{causes} kinds of faults in the text of the index',
      rows: { at: '{file}[[ line {line}]][[, offset {offset}]]', hides: '{hides}' },
    },
    value: {
      text: '{field} cannot be read: {what}',
      reach: 'nobody',
      remedy: 'rebuild the package; where the package itself is right, write the index again',
      cause: '{field} of {name}',
      title: '{field} of {name} cannot be read: {what}',
      family: '{causes} values of the index cannot be read',
      rows: { at: '{where}' },
    },
    input: {
      severity: 'warning',
      text: '{role} "{where}": {what} ({file})',
      remedy: 'repair it: what cannot be read there does not count as present',
      cause: '{where} {code}',
      title: '{role} "{where}": {what}',
      family:
        '{causes} faults in baselines and background binhosts: what cannot be read there does not count as present',
      rows: { at: '{file}' },
    },
    empty: {
      severity: 'warning',
      text: '{role} "{where}" has no packages',
      remedy: 'give the right path: an empty one makes everything count as missing',
      cause: '{where}',
      title: '{role} "{where}" has no packages',
      family: '{causes} baselines and background binhosts have no packages',
    },
  },
  examples: [
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        this line has no colon
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
      `,
      expect: ['line'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 10k
        MD5: 0123456789abcdef0123456789abcdef
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        SIZE: 10240
        MD5: 0123456789abcdef0123456789abcdef
      `,
      expect: ['value'],
    },
    {
      bad: dedent`
        [binhost]
        CPV: app-misc/a-1
        [installed]
        CPV: app-misc/b
      `,
      good: dedent`
        [binhost]
        CPV: app-misc/a-1
        [installed]
        CPV: app-misc/b-1
      `,
      expect: ['input', 'empty'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const [position, source] of universe.sources.entries()) {
          if (source.role !== 'candidate') {
            reportInput(source, position);
            continue;
          }
          for (const problem of source.problems) {
            if (problem.skipped !== undefined || ELSEWHERE.test(problem.code)) continue;
            report({
              message: 'line',
              path: problem.file,
              severity: severityOf(problem),
              data: describe(problem),
              identity: identityOf(problem),
            });
          }
        }
      },
      package(pkg) {
        for (const { field, what } of valueFaultsOf(pkg.record, text => universe.depspec(text) !== null)) {
          // What makes it invalid for everybody has a rule of its own.
          if (!pkg.faults.some(({ key }) => key === field)) tell(pkg, field, what);
        }
      },
    };

    /** Of what only satisfies it matters what cannot be read; what Portage reads all the same is a note. */
    function reportInput(source: Source, position: number): void {
      const input = { role: ROLES[source.role], where: source.name };
      if (!universe.packages.some(pkg => pkg.source === position)) {
        report({ message: 'empty', path: source.location, data: input, identity: [source.name] });
      }
      for (const problem of source.problems) {
        // What was published is only compared with: of it an entry that is lost matters, and nothing else.
        if (source.role === 'published' && problem.loses !== 'entry') continue;
        report({
          message: 'input',
          path: problem.file,
          severity: problem.loses === 'nothing' ? 'info' : 'warning',
          data: { ...describe(problem), ...input },
          identity: [source.name, ...identityOf(problem)],
        });
      }
    }

    function tell(pkg: BinaryPackage, field: string, what: string): void {
      report({
        message: 'value',
        package: pkg,
        data: { code: 'value-invalid', field, what, name: pkg.cpvText, ...placeOf(pkg, field) },
        identity: [field],
      });
    }

    /** The entry in the index, or where there is none the value in the package file. */
    function placeOf(pkg: BinaryPackage, field: string) {
      const { line, offset } = pkg.record;
      if (line > 0) return { line, offset, where: `line ${line}, offset ${offset}` };
      const path = packagePath(pkg);
      const inside = universe.sources[pkg.source]?.files?.get(path)?.offsets.get(field) ?? 0;
      return { line: null, offset: inside, where: `${path}, offset ${inside}` };
    }
  },
});

function identityOf(problem: SourceProblem): string[] {
  return [problem.code, problem.field ?? '', problem.cpv ?? '', `${problem.line ?? problem.offset}`];
}

function describe(problem: SourceProblem) {
  const hidden = problem.hidden ?? 0;
  return {
    ...problemData(problem),
    cpv: problem.cpv ?? null,
    file: problem.file,
    line: problem.line ?? null,
    hidden,
    hides: hidden === 0 ? 'nothing from Portage' : `${hidden} packages from Portage`,
  };
}

function severityOf(problem: SourceProblem): Severity {
  switch (problem.loses) {
    case 'nothing':
      return 'info';
    case 'value':
      return 'warning';
    default:
      return 'error';
  }
}
