// The third witness of an interpreter that moved on: where the files of a package lie, against what is here and what the package recorded.

import { dedent } from '../base/dedent.js';
import {
  dependenciesOn,
  interpretersHere,
  isInterpreter,
  pathsByVersion,
  recordedVersions,
} from '../model/contents/interpreter-versions.js';
import { isSuperseded } from '../model/newest.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import type { VersionedPath } from '../model/payload.js';
import { payloadOf } from '../model/payload-of.js';
import type { Universe } from '../model/universe.js';
import { type Anchor, anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const PERL = dedent`
  [binhost]
  CPV: dev-perl/URI-5.21
  PATH: dev-perl/URI-5.21.tbz2
  RDEPEND: dev-lang/perl

  CPV: dev-lang/perl-5.40.0
  SLOT: 0/5.40
`;
const PYTHON = dedent`
  [binhost]
  CPV: dev-python/six-1
  PATH: dev-python/six-1.tbz2

  CPV: dev-lang/python-3.12.4
  SLOT: 3.12
`;

export const interpreterPathDiverged = defineRule({
  id: 'interpreter-path-diverged',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: ['language'], byMessage: true },
  documentation: {
    what: 'Files that lie under a version of an interpreter or toolkit (perl, python, ruby, lua, php, guile, ghc, llvm, clang, gcc, qt) lie under one that clients get from the index, and that the package says it was built for.',
    why: 'An interpreter looks under its own version only: the module is installed and never found. Recorded dependencies and USE flags may say that all is well.',
    remedy: 'Rebuild the package for the interpreter that the index has.',
    source:
      'Gentoo bug 687668; perl-module.eclass, python-r1.eclass and their kin; Arch Linux rebuild-detector',
  },
  messages: {
    gone: {
      text: 'has {files} ((files:file|files)) under {place}, but {language} {version} is not here, only {has}',
      reach: 'revision',
      remedy: 'rebuild ((it|them)) for {has}',
      cause: '{language} {version}',
      title: '((a package lies|packages lie)) under {language} {version}, which is not here',
      family: 'packages lie under versions of interpreters that are not here',
      rows: { in: '{name}', under: '{place}', has: '{has}' },
    },
    half: {
      severity: 'warning',
      text: 'has {files} ((files:file|files)) under {place}, but {language} {version} is not here, only {has}; what it has for {others} works',
      reach: 'revision',
      remedy: 'rebuild ((it|them)) without {language} {version}, or publish that too',
      cause: '{language} {version}',
      title:
        '((a package has|packages have)) files for {language} {version}, which is not here, beside those for {others}',
      family: 'packages have files for versions of interpreters that are not here, beside others',
      rows: { in: '{name}', under: '{place}', has: '{has}' },
    },
    recorded: {
      text: 'has {files} ((files:file|files)) under {place}, but was built for {records}, as it says itself',
      reach: 'revision',
      remedy: 'rebuild ((it|them)) against one {language}: dependencies and files disagree',
      cause: '{language} {version} {records}',
      title: '((a package has|packages have)) files for {language} {version}, but ((says|say)) {records}',
      family: 'packages have files for other versions of interpreters than they say',
      rows: { in: '{name}', under: '{place}' },
    },
  },
  examples: [
    {
      bad: `${PERL}[payload dev-perl/URI-5.21.tbz2]\n/usr/lib64/perl5/vendor_perl/5.38/URI.pm file\n`,
      good: `${PERL}[payload dev-perl/URI-5.21.tbz2]\n/usr/lib64/perl5/vendor_perl/5.40/URI.pm file\n`,
      expect: ['gone'],
    },
    {
      bad: dedent`
        ${PYTHON}[payload dev-python/six-1.tbz2]
        /usr/lib/python3.12/site-packages/six.py file
        /usr/lib/python3.11/site-packages/six.py file
      `,
      good: `${PYTHON}[payload dev-python/six-1.tbz2]\n/usr/lib/python3.12/site-packages/six.py file\n`,
      expect: ['half'],
    },
    {
      bad: dedent`
        ${PERL.replace('dev-lang/perl\n', 'dev-lang/perl:0/5.40=\n')}[payload dev-perl/URI-5.21.tbz2]
        /usr/lib64/perl5/vendor_perl/5.38/URI.pm file
      `,
      good: dedent`
        ${PERL.replace('dev-lang/perl\n', 'dev-lang/perl:0/5.40=\n')}[payload dev-perl/URI-5.21.tbz2]
        /usr/lib64/perl5/vendor_perl/5.40/URI.pm file
      `,
      expect: ['recorded'],
    },
  ],
  create({ universe, report }) {
    return {
      package(pkg) {
        const payload = payloadOf(universe, pkg);
        if (payload === null || isSuperseded(universe, pkg)) return;
        for (const [language, versions] of pathsByVersion(payload.versionedPaths)) {
          if (!isInterpreter(language, pkg)) judge(pkg, language, versions, payload.isComplete);
        }
      },
    };

    function judge(
      pkg: BinaryPackage,
      language: string,
      versions: ReadonlyMap<string, readonly VersionedPath[]>,
      isComplete: boolean,
    ): void {
      const here = interpretersHere(universe, language);
      const recorded = recordedVersions(universe, pkg, language);
      const said = new Set(recorded.values());
      const live = [...versions.keys()].filter(version => here.versions.has(version));
      const has = here.packages.map(instanceName);
      for (const [version, places] of versions) {
        const [first] = places as readonly [VersionedPath];
        const data = {
          name: pkg.cpn,
          language,
          version,
          place: first.place,
          files: places.reduce((sum, { files }) => sum + files, 0),
          example: first.example,
          has,
        };
        const common = { package: pkg, identity: [language, version] };
        const isGone = !here.versions.has(version) && here.packages.length > 0;
        if (said.size > 0 && !said.has(version)) {
          report({
            message: 'recorded',
            ...common,
            data: { ...data, records: [...recorded.keys()].sort(), isHere: !isGone },
          });
        } else if (isGone) {
          report({
            message: live.length > 0 ? 'half' : 'gone',
            ...common,
            // Of an image that was not read to its end there may be more.
            assurance: isComplete ? 'proved' : 'assumed',
            data: { ...data, others: live.map(other => `${language} ${other}`) },
            follows: witnessesOf(universe, pkg, language),
          });
        }
      }
    }
  },
});

/** What metadata tell of the same package and interpreter. */
function witnessesOf(universe: Universe, pkg: BinaryPackage, language: string): readonly Anchor[] {
  const dependencies = [...dependenciesOn(universe, pkg, language)];
  return [
    anchors.diverged(pkg, language),
    ...dependencies.map(({ item }) => anchors.unmet(pkg, item)),
    ...dependencies.map(({ atom }) => anchors.stale(pkg, atom.text)),
  ];
}
