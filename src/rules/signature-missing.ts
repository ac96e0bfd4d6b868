// Packages that are not signed where others are, or where signatures are asked for.

import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';
import { signedFilesOf } from './words/signed-files.js';

const PACKAGES =
  '[binhost]\nCPV: app-misc/a-1\nPATH: app-misc/a/a-1-1.gpkg.tar\n\nCPV: app-misc/b-1\nPATH: app-misc/b/b-1-1.gpkg.tar\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\n';

export const signatureMissing = defineRule({
  id: 'signature-missing',
  severity: 'error',
  scope: 'index',
  needs: ['files'],
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
      good: `${PACKAGES}signature: good\n[keyring]\nat: 9\n`,
      expect: ['unsigned'],
    },
    {
      bad: `${PACKAGES.replaceAll('.gpkg.tar', '.xpak')}[keyring]\nat: 9\n`,
      good: PACKAGES.replaceAll('.gpkg.tar', '.xpak'),
      expect: ['unsignable'],
    },
    {
      bad: `${PACKAGES}[file app-misc/b/b-1-1.gpkg.tar]\nPF: b-1\nCATEGORY: app-misc\nSLOT: 0\nsignature: unchecked\n`,
      good: `${PACKAGES}[file app-misc/b/b-1-1.gpkg.tar]\nPF: b-1\nCATEGORY: app-misc\nSLOT: 0\n`,
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
