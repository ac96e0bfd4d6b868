// Programs and libraries that ask for a newer kernel than clients run.

import { dedent } from '../base/dedent.js';
import { kernelNeedOf, kernelYardsticks } from '../model/linking/kernel-floor.js';
import { defineRule } from './kit/rule.js';

const LIBC = dedent`
  [binhost]
  CPV: sys-libs/glibc-2.38
  PATH: glibc.gpkg.tar

  CPV: dev-qt/qtbase-6
  PATH: qt.gpkg.tar
  [payload glibc.gpkg.tar]
  /lib64/libc.so.6 elf soname=libc.so.6 kernel=3.2.0
`;
const QT = dedent`
  [payload qt.gpkg.tar]
  /usr/lib64/libQt6Core.so.6 elf soname=libQt6Core.so.6 kernel=`;

export const kernelFloor = defineRule({
  id: 'kernel-floor',
  severity: 'error',
  scope: 'package',
  needs: ['payload'],
  kin: { fields: [], worse: 'kernel' },
  documentation: {
    what: 'No ELF file asks for a newer kernel (.note.ABI-tag) than the oldest one that clients run (<<kernel>>); without <<kernel>>, than the C library of the index does.',
    why: 'Older kernels refuse such a program ("FATAL: kernel too old"), and a linker that runs on one does not find such a library: typical for containers and old hosts.',
    remedy:
      'Build the package again with older kernel headers or with the feature off that needs the kernel; or update the kernels of clients first.',
    source: 'Linux Standard Base, .note.ABI-tag; glibc --enable-kernel; System V ABI',
  },
  messages: {
    above: {
      text: '{path} needs Linux {kernel}; clients run {policy} (<<kernel>>)[[; so ((more:does|do)) {more} more ((more:file|files))]]',
      remedy: 'build ((it|them)) again for Linux {policy}, or update the kernels of clients first',
      cause: '{kernel}',
      title: 'Linux {kernel} is needed, clients run {policy} (<<kernel>>)',
      family: 'newer kernels are needed than clients run',
      rows: { in: '{name}', file: '{path}' },
    },
    outlier: {
      severity: 'info',
      text: '{path} needs Linux {kernel}, other files here {usual}[[ ({libc})]][[; so ((more:does|do)) {more} more ((more:file|files))]]',
      remedy: 'tell which kernel all clients have (<<kernel>>), or build ((it|them)) again for Linux {usual}',
      cause: '{kernel}',
      title: 'Linux {kernel} is needed, where others here ask for {usual}[[ ({libc})]]',
      family: 'newer kernels are needed than the C library or most packages here ask for',
      rows: { in: '{name}', file: '{path}' },
    },
  },
  examples: [
    {
      bad: dedent`
        ${LIBC}${QT}5.11.0
        [policy]
        kernel: 5.10
      `,
      good: dedent`
        ${LIBC}${QT}5.10.0
        [policy]
        kernel: 5.10
      `,
      expect: ['above'],
    },
    { bad: `${LIBC}${QT}4.11.0\n`, good: `${LIBC}${QT}3.2.0\n`, expect: ['outlier'] },
  ],
  create({ universe, policy, report }) {
    const yardsticks = kernelYardsticks(universe, policy);
    return {
      package(pkg) {
        const need = kernelNeedOf(universe, pkg, yardsticks);
        if (need === null) return;
        const { kernel, path, files, yardstick } = need;
        const data = { name: pkg.cpn, kernel, path, files, more: files > 1 ? files - 1 : null };
        const identity = [kernel];
        if (policy.kernel !== null)
          report({ message: 'above', package: pkg, data: { ...data, policy: policy.kernel }, identity });
        else {
          const { kernel: usual, libc } = yardstick;
          report({ message: 'outlier', package: pkg, data: { ...data, usual, libc }, identity });
        }
      },
    };
  },
});
