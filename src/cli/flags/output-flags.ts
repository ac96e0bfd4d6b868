// Flags about what a command writes, where to, and how loud.

import { ANSWERING, JUDGING, LOADING, ONE_RUN } from './command-groups.js';
import { COMMAND_NAMES, DENIAL, type Flag, SWITCH } from './flag.js';

export const OUTPUT_FLAGS = {
  'package-use': {
    takes: SWITCH,
    help: 'print the package.use that makes it all binary',
    group: 'output',
    of: ['hit-rate'],
    inFile: ONE_RUN,
  },
  'getbinpkg-include': {
    takes: SWITCH,
    help: 'print what needs nothing built, for binrepos.conf',
    group: 'output',
    of: ['hit-rate'],
    inFile: ONE_RUN,
  },
  write: {
    takes: SWITCH,
    help: 'replace Packages (and Packages.gz) atomically instead',
    group: 'output',
    of: ['index'],
    inFile: ONE_RUN,
  },
  out: {
    takes: { kind: 'text', value: 'DIR', completes: 'directory' },
    help: 'bring the md5-cache in this directory up to date',
    group: 'output',
    of: ['metadata'],
    inFile: ONE_RUN,
  },
  format: {
    takes: {
      kind: 'choice',
      value: 'NAME',
      choices: ['text', 'json', 'ndjson'],
      choicesOf: { graph: ['dot', 'graphml', 'gexf', 'json'] },
    },
    help: 'text (default), json or ndjson',
    helpOf: {
      graph: 'dot, graphml, gexf or json',
      index: 'json or ndjson: what changes, and not the index',
    },
    group: 'output',
    of: [...ANSWERING, 'index', 'graph'],
    requiredBy: ['graph'],
    inFile: JUDGING,
  },
  output: {
    takes: { kind: 'path', value: 'FILE', completes: 'file' },
    help: 'write there, not to standard output',
    group: 'output',
    of: [...ANSWERING, 'graph', 'index'],
    inFile: JUDGING,
  },
  quiet: {
    takes: SWITCH,
    help: 'the summary line only',
    contradicts: 'verbose',
    group: 'output',
    of: [...JUDGING, 'installable', 'upgrade', 'hit-rate', 'divergence', 'metadata'],
    inFile: JUDGING,
  },
  verbose: {
    takes: SWITCH,
    help: 'every finding, nothing cut off',
    contradicts: 'quiet',
    helpOf: {
      installable: 'every cause, and what each package comes with',
      upgrade: 'every step and everything held back',
      'hit-rate': 'every package',
      divergence: 'every package',
      inspect: 'long values too',
      index: 'name every change',
      metadata: 'every ebuild and every reason',
      explain: 'of a package: every build, need and name',
    },
    group: 'output',
    of: [...ANSWERING, 'index', 'explain'],
    inFile: JUDGING,
  },
  'no-progress': {
    takes: DENIAL,
    help: 'no progress on standard error',
    group: 'output',
    of: COMMAND_NAMES,
    inFile: LOADING,
  },
  'no-color': {
    takes: DENIAL,
    help: 'no colour',
    group: 'output',
    of: COMMAND_NAMES,
    inFile: LOADING,
  },
} as const satisfies Readonly<Record<string, Flag>>;
