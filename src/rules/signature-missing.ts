// Packages that are not signed where others are, or where signatures are asked for.

import { dedent } from '../base/dedent.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { signedFilesOf } from './words/signed-files.js';

const PACKAGES = dedent`
  [binhost]
  CPV: app-misc/a-1
  PATH: app-misc/a/a-1-1.gpkg.tar

  CPV: app-misc/b-1
  PATH: app-misc/b/b-1-1.gpkg.tar
  [file app-misc/a/a-1-1.gpkg.tar]
  PF: a-1
  CATEGORY: app-misc
  SLOT: 0
`;

export const signatureMissing = defineRule({
  id: 'signature-missing',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
  kin: { fields: [] },
  documentation: {
    what: 'With a keyring (<<keyring>>) every package is signed; without one, all are signed or none.',
    why: 'Clients that verify signatures, as they do by default since May 2026, refuse a package without one in the middle of an update.',
    remedy: 'Build these packages again with FEATURES="binpkg-signing" and BINPKG_FORMAT="gpkg".',
    source:
      'GLEP 78; Portage lib/portage/gpkg.py (_verify_binpkg); Gentoo news 2026-05-03-portage-binpkg-changes; Gentoo bugs 930730, 945384',
  },
  messages: {
    unsigned: {
      text: '{path} is not signed',
      remedy: 'build these packages again with FEATURES="binpkg-signing"',
      cause: '{code}',
      title: 'packages are not signed: clients that verify refuse them',
      family: 'packages are not signed: clients that verify refuse them',
    },
    unsignable: {
      text: '{path} is an xpak, which cannot be signed',
      remedy: 'build these packages again with BINPKG_FORMAT="gpkg" and FEATURES="binpkg-signing"',
      cause: '{code}',
      title: 'an xpak cannot be signed: clients that verify refuse it',
      family: 'an xpak cannot be signed: clients that verify refuse it',
    },
    partly: {
      severity: 'warning',
      text: '{path} is not signed, though {signed} of {total} packages are',
      remedy: 'sign all packages (FEATURES="binpkg-signing"): clients that verify refuse these',
      cause: '{code}',
      title: '{signed} of {total} packages are signed, the others not',
      family: '{signed} of {total} packages are signed, the others not',
    },
  },
  examples: [
    {
      bad: `${PACKAGES}[keyring]\nat: 9\n`,
      good: dedent`
        ${PACKAGES}signature: good
        [keyring]
        at: 9
      `,
      expect: ['unsigned'],
    },
    {
      bad: `${PACKAGES.replaceAll('.gpkg.tar', '.xpak')}[keyring]\nat: 9\n`,
      good: PACKAGES.replaceAll('.gpkg.tar', '.xpak'),
      expect: ['unsignable'],
    },
    {
      bad: dedent`
        ${PACKAGES}[file app-misc/b/b-1-1.gpkg.tar]
        PF: b-1
        CATEGORY: app-misc
        SLOT: 0
        signature: unchecked
      `,
      good: dedent`
        ${PACKAGES}[file app-misc/b/b-1-1.gpkg.tar]
        PF: b-1
        CATEGORY: app-misc
        SLOT: 0
      `,
      expect: ['partly'],
    },
  ],
  create({ universe, report }) {
    return {
      index() {
        const files = [...signedFilesOf(universe)];
        const unsigned = files.filter(({ signature }) => signature.state === 'none');
        const counts = { signed: files.length - unsigned.length, total: files.length };
        for (const { source, path, file, subject } of unsigned) {
          const isWanted = source.trust !== undefined;
          if (!isWanted && counts.signed === 0) continue;
          const message = !isWanted ? 'partly' : file.format === 'xpak' ? 'unsignable' : 'unsigned';
          const data = {
            path,
            code: `${message}-package`,
            field: 'signature',
            expected: 'signed',
            actual: 'none',
          };
          report({
            message,
            ...subject,
            data: { ...data, ...counts },
            identity: [],
            // Somebody signed it, but not where clients look.
            follows: [anchors.detached(path)],
          });
        }
      },
    };
  },
});
