// Mirrors that lack package files, or have others.

import { dedent } from '../base/dedent.js';
import { anchors } from './kit/anchor.js';
import { defineRule } from './kit/rule.js';

const HOST = dedent`
  [binhost]
  TIMESTAMP: 9
  VERSION: 0

  CPV: app-misc/a-1
  PATH: a.xpak
  SIZE: 5
  [mirror https://m.example]
  timestamp: 9
`;

export const mirrorIncomplete = defineRule({
  id: 'mirror-incomplete',
  severity: 'error',
  scope: 'index',
  needs: ['mirror'],
  kin: { fields: ['mirror', 'field'], byMessage: true },
  documentation: {
    what: 'Each mirror (<<mirror>>) has every file that its index or the judged one names, in the size that the index gives, and the two name the same builds.',
    why: 'Clients of the mirror fail to download the package, or refuse what they get, in the middle of an update.',
    remedy: 'Synchronise the mirror: packages first, then the index, deletions last.',
    source:
      'Portage lib/_emerge/BinpkgFetcher.py, lib/_emerge/BinpkgVerifier.py; Gentoo bugs 958236, 915474; flatcar/Flatcar issue 300',
  },
  messages: {
    absent: {
      text: '{path} is in the index of {mirror}, but not there',
      remedy: 'synchronise the mirror: packages first, then the index, deletions last',
      cause: '{mirror}',
      title: '{mirror} lacks files that its index names',
      family: '{causes} mirrors lack files that their index names',
      rows: { file: '{path}' },
    },
    differing: {
      text: '{path} has {actual} bytes on {mirror}, not {expected}',
      remedy: 'synchronise the mirror: packages first, then the index, deletions last',
      cause: '{mirror}',
      title: '{mirror} has files of another size than the index gives',
      family: '{causes} mirrors have files of another size than the index gives',
      rows: { file: '{path}' },
    },
    pending: {
      severity: 'warning',
      text: '{path} has not come to {mirror} yet',
      remedy: 'wait until the mirror has synchronised, or find out why it does not',
      cause: '{mirror}',
      title: '{mirror} does not have these packages yet',
      family: '{causes} mirrors do not have these packages yet',
      rows: { file: '{path}' },
    },
    other: {
      severity: 'warning',
      text: '{path} is another build on {mirror}: {field} {actual} there, {expected} here',
      reach: 'nobody',
      remedy:
        'wait until the mirror has synchronised; give rebuilds names of their own (FEATURES="binpkg-multi-instance")',
      cause: '{mirror}',
      title: '{mirror} has other builds under the names of these packages',
      family: '{causes} mirrors have other builds under the names of these packages',
      rows: { file: '{path} ({field})' },
    },
    unread: {
      severity: 'info',
      text: '{mirror} does not say whether it has {path}: {why}',
      remedy: 'check again when the server answers',
      cause: '{mirror} {why}',
      title: '{mirror} does not say what it has: {why}',
      family: 'files on mirrors could not be checked for {causes} reasons',
      rows: { file: '{path}' },
    },
  },
  examples: [
    { bad: `${HOST}file: a.xpak offered 5 -\n`, good: HOST, expect: ['absent'] },
    { bad: `${HOST}file: a.xpak offered 5 4\n`, good: HOST, expect: ['differing'] },
    { bad: `${HOST}file: a.xpak judged 5 -\n`, good: HOST, expect: ['pending'] },
    { bad: `${HOST}other: a.xpak SIZE 5 4\n`, good: HOST, expect: ['other'] },
    { bad: `${HOST}unread: a.xpak HTTP-500\n`, good: HOST, expect: ['unread'] },
  ],
  create({ universe, report }) {
    return {
      index() {
        for (const mirror of universe.sources.flatMap(source => source.mirrors ?? [])) {
          const { location } = mirror;
          for (const { path, offered, expected, actual } of mirror.faults) {
            const message = !offered ? 'pending' : actual === null ? 'absent' : 'differing';
            const code = actual === null ? 'file-missing' : 'size-differs';
            report({
              message,
              path,
              data: { mirror: location, path, code, field: 'SIZE', expected, actual },
              identity: [location],
              // What an old index does not name is not expected to be there.
              follows: offered ? [] : [anchors.mirror(location)],
            });
          }
          for (const { path, field, judged: expected, theirs: actual } of mirror.conflicts) {
            const data = { mirror: location, path, code: 'build-differs', field, expected, actual };
            report({
              message: 'other',
              path,
              data,
              identity: [location, field],
              follows: [anchors.mirror(location)],
            });
          }
          for (const { path, why } of mirror.unread) {
            const data = {
              mirror: location,
              path,
              why,
              code: 'file-unread',
              field: 'SIZE',
              expected: null,
              actual: null,
            };
            report({ message: 'unread', path, data, identity: [location] });
          }
        }
      },
    };
  },
});
