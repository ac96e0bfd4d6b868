// An ebuild's metadata: its global scope is evaluated as Portage's `ebuild.sh` does in the depend phase, and what it leaves in the metadata
// variables is read (PMS 7, 10).

import { BUILTINS } from '../builtins/index.js';
import type { LimitOptions } from '../shell/limits.js';
import { runLines } from '../shell/run.js';
import { Shell } from '../shell/shell.js';
import { Exit, Refused, type ScriptLine, Unknown } from '../syntax/outcome.js';
import { beginWords } from '../syntax/read-assignment.js';
import { BashSyntaxError, parseScript } from '../syntax/read-script.js';
import { accumulating, type Eclass, Inheriter } from './inherit.js';
import { packageManagerCommands } from './package-manager.js';
import { parseEapi } from './parse-eapi.js';

export interface EbuildRequest {
  readonly limits?: LimitOptions;
  readonly text: string;
  readonly category: string;
  /** Name and version without category: `wget-1.21-r1`. */
  readonly pf: string;
  readonly pn: string;
  readonly pv: string;
  /** `r0` where there is none. */
  readonly pr: string;
  /** Null where the repository and its masters have no such eclass. Throws `BashSyntaxError`. */
  readonly eclass: (name: string) => Eclass | null;
  /** Further variables of the environment, such as ARCH. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type MetadataKey = (typeof METADATA_KEYS)[number];

export const METADATA_KEYS = [
  ...([
    'BDEPEND',
    'DEFINED_PHASES',
    'DEPEND',
    'DESCRIPTION',
    'EAPI',
    'HOMEPAGE',
    'IDEPEND',
    'INHERIT',
    'IUSE',
  ] as const),
  ...([
    'KEYWORDS',
    'LICENSE',
    'PDEPEND',
    'PROPERTIES',
    'RDEPEND',
    'REQUIRED_USE',
    'RESTRICT',
    'SLOT',
    'SRC_URI',
  ] as const),
] as const;

export type EbuildOutcome =
  | {
      readonly outcome: 'metadata';
      /** All keys; whitespace collapsed, empty where there is nothing. */
      readonly metadata: Readonly<Record<MetadataKey, string>>;
      /** Every eclass that was sourced, in order. */
      readonly eclasses: readonly string[];
    }
  /** `why` begins with the place, where there is one. */
  | { readonly outcome: 'refused'; readonly why: string; readonly at: ScriptLine | null }
  | { readonly outcome: 'unknown'; readonly why: string; readonly at: ScriptLine | null };

export function evaluateEbuild(request: EbuildRequest): EbuildOutcome {
  try {
    return evaluate(request);
  } catch (error) {
    if (error instanceof Refused) return tell('refused', error.message, error.at);
    if (error instanceof Unknown) return tell('unknown', error.message, error.at);
    if (error instanceof BashSyntaxError)
      return tell('refused', `syntax error: ${error.message}`, {
        file: `${request.pf}.ebuild`,
        line: error.line,
      });
    if (error instanceof Exit) return tell('refused', `it ends itself with exit ${error.status}`, null);
    // The stack of the machine that runs this.
    if (error instanceof RangeError) return tell('unknown', 'it nests deeper than allowed', null);
    throw error;
  }
}

function tell(outcome: 'refused' | 'unknown', why: string, at: ScriptLine | null): EbuildOutcome {
  return { outcome, why: at === null ? why : `${at.file}, line ${at.line}: ${why}`, at };
}

const SUPPORTED = /^[0-9]$/;

function evaluate(request: EbuildRequest): EbuildOutcome {
  beginWords();
  const eapi = parseEapi(request.text);
  if (!SUPPORTED.test(eapi)) return tell('refused', `EAPI ${eapi} is not supported`, null);
  const inheriter = new Inheriter(request.eclass);
  const shell = new Shell({
    ...request.limits,
    builtins: new Map([...BUILTINS, ...packageManagerCommands(eapi, inheriter)]),
    missing: (_, args, name) => {
      throw new Refused(`External commands disallowed while sourcing ebuild: ${[name, ...args].join(' ')}`);
    },
    environment: environmentOf(request, eapi),
    compat: /^[0-5]$/.test(eapi) ? 32 : /^[67]$/.test(eapi) ? 42 : eapi === '8' ? 50 : 53,
    callers: ['source', 'main'],
  });
  // Portage turns it off for EAPIs that were written before it was.
  shell.options.set('patsub_replacement', !/^[0-8]$/.test(eapi));
  shell.options.set('failglob', !/^[0-5]$/.test(eapi));
  shell.source = { name: `${request.pf}.ebuild`, text: request.text };
  const status = run(shell, request.text);
  if (status !== 0) return tell('refused', 'error sourcing ebuild: its last command fails', shell.here);
  return {
    outcome: 'metadata',
    metadata: collect(shell, inheriter, eapi),
    eclasses: inheriter.result.inherited,
  };
}

function run(shell: Shell, text: string): number {
  const script = parseScript(text);
  try {
    const status = runLines(shell, script);
    if (shell.leaving?.kind === 'return') shell.leaving = null;
    return status;
  } catch (error) {
    shell.mark(error);
    throw error;
  }
}

function environmentOf(request: EbuildRequest, eapi: string): Record<string, string> {
  const { category, pn, pv, pr, pf } = request;
  const work = `/var/tmp/portage/${category}/${pf}`;
  return {
    HOME: `${work}/homedir`,
    ...request.environment,
    CATEGORY: category,
    PN: pn,
    PV: pv,
    PR: pr,
    P: `${pn}-${pv}`,
    PVR: pr === 'r0' ? pv : `${pv}-${pr}`,
    PF: pf,
    EBUILD_PHASE: 'depend',
    FILESDIR: `${work}/files`,
    DISTDIR: `${work}/distdir`,
    WORKDIR: `${work}/work`,
    S: `${work}/work/${pn}-${pv}`,
    T: `${work}/temp`,
    D: `${work}/image${/^[0-6]$/.test(eapi) ? '/' : ''}`,
    ROOT: /^[0-6]$/.test(eapi) ? '/' : '',
  };
}

function collect(shell: Shell, inheriter: Inheriter, eapi: string): Record<MetadataKey, string> {
  if (/^[0-3]$/.test(eapi) && shell.read('RDEPEND') === null)
    shell.assign('RDEPEND', shell.read('DEPEND') ?? '');
  const { accumulated, direct } = inheriter.result;
  const values: Record<string, string> = {};
  for (const key of METADATA_KEYS) values[key] = shell.read(key) ?? '';
  for (const key of accumulating(shell.read('EAPI') ?? '0')) {
    const own = values[key] ?? '';
    values[key] = `${own}${own === '' ? '' : ' '}${accumulated.get(key) ?? ''}`;
  }
  if (/^[0-6]$/.test(eapi)) values['BDEPEND'] = '';
  if (/^[0-7]$/.test(eapi)) values['IDEPEND'] = '';
  values['EAPI'] = shell.read('EAPI') ?? '0';
  values['INHERIT'] = direct.join(' ');
  values['DEFINED_PHASES'] = definedPhases(shell, eapi);
  for (const key of METADATA_KEYS) values[key] = collapse(values[key] as string);
  return values as Record<MetadataKey, string>;
}

/** `$(echo ${value})` */
function collapse(text: string): string {
  return text
    .split(/[ \t\n]+/)
    .filter(word => word !== '')
    .join(' ');
}

const PHASES: readonly (readonly [string, RegExp])[] = [
  ['src_compile', /./],
  ['pkg_config', /./],
  ['src_configure', /[^01]/],
  ['pkg_info', /./],
  ['src_install', /./],
  ['pkg_nofetch', /./],
  ['pkg_postinst', /./],
  ['pkg_postrm', /./],
  ['pkg_preinst', /./],
  ['src_prepare', /[^01]/],
  ['pkg_prerm', /./],
  ['pkg_pretend', /[^0-3]/],
  ['pkg_setup', /./],
  ['src_test', /./],
  ['src_unpack', /./],
];

function definedPhases(shell: Shell, eapi: string): string {
  const defined = PHASES.filter(([name, eapis]) => eapis.test(eapi) && shell.functions.has(name));
  return defined.map(([name]) => name.slice(4)).join(' ') || '-';
}
