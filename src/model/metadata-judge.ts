// Judges the metadata of binary packages as every client does before it looks at anything else (Portage `_emerge/Package.py:_validate_deps`):
// what is invalid is masked for everybody. What one text comes to is worked out once.

import { getOrMake } from '../base/get-or-make.js';
import type { Atom } from '../pms/atom.js';
import type { DependencyClass } from '../pms/dependency-class.js';
import type { DependencyTexts } from '../pms/dependency-texts.js';
import { type DepspecNode, leavesOf } from '../pms/depspec.js';
import { eapiFeatures, isEapi } from '../pms/eapi.js';
import { refuseForeign } from '../pms/parse-atom.js';
import { parseSlot } from '../pms/slot.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { formatUseDependency, isConditionalUse } from '../pms/use-dependency.js';
import { type FaultKey, type MetadataFault, NO_FAULTS } from './metadata-fault.js';
import type { PackageRecord } from './package-record.js';

const DEPENDENCIES: readonly DependencyClass[] = ['BDEPEND', 'DEPEND', 'IDEPEND', 'PDEPEND', 'RDEPEND'];
const OTHERS = ['LICENSE', 'PROPERTIES', 'RESTRICT'] as const;

/** What a text comes to whatever package has it: a fault, or the conditions that the package's IUSE must have. */
interface Reading {
  readonly fault: Omit<MetadataFault, 'key'> | null;
  readonly conditions: readonly string[];
}

const SOUND: Reading = { fault: null, conditions: [] };

export class MetadataJudge {
  readonly #texts: DependencyTexts;
  readonly #dependencies = new Map<string, Map<string, Reading>>();
  readonly #foreign = new Map<string, Map<Atom, string | null>>();
  readonly #others = new Map<string, Reading>();
  readonly #slots = new Map<string, Map<string, MetadataFault | null>>();

  constructor(texts: DependencyTexts) {
    this.#texts = texts;
  }

  /**
   * Empty for nearly all packages. `hasFlag`: whether a flag is one that the package has, by IUSE or implicitly. Of REQUIRES and PROVIDES
   * their reader says what is wrong.
   */
  faultsOf(record: PackageRecord, hasFlag: (flag: string) => boolean): readonly MetadataFault[] {
    const eapi = eapiFault(record.EAPI);
    // By which rules the rest would be read is not known.
    if (eapi !== null) return [eapi];
    const faults: MetadataFault[] = [];
    const note = (fault: MetadataFault | null) => {
      if (fault !== null) faults.push(fault);
    };
    note(this.#slotFault(record));
    note(iuseFault(record));
    for (const key of DEPENDENCIES) {
      const text = record[key];
      if (text !== '') note(faultIn(key, text, this.#dependency(text, record.EAPI), hasFlag));
    }
    for (const key of OTHERS) {
      const text = record[key];
      if (text !== '') note(faultIn(key, text, this.#other(text), hasFlag));
    }
    return faults.length === 0 ? NO_FAULTS : faults;
  }

  #slotFault({ SLOT, EAPI }: PackageRecord): MetadataFault | null {
    const known = getOrMake(this.#slots, EAPI, () => new Map<string, MetadataFault | null>());
    return getOrMake(known, SLOT, () => {
      const error = caught(() => parseSlot(SLOT, { eapi: EAPI }));
      return error === null ? null : { key: 'SLOT', text: SLOT, why: error.rule, near: short(SLOT) };
    });
  }

  #dependency(text: string, eapi: string): Reading {
    const known = getOrMake(this.#dependencies, eapi, () => new Map<string, Reading>());
    return getOrMake(known, text, () => this.#readDependency(text, eapi));
  }

  #readDependency(text: string, eapi: string): Reading {
    const spec = this.#texts.depspec(text);
    if (spec === null) {
      const error = this.#texts.faultOf(text);
      if (error === null) return SOUND;
      return { fault: { text, why: error.rule, near: around(text, error.offset) }, conditions: [] };
    }
    const foreign = getOrMake(this.#foreign, eapi, () => new Map<Atom, string | null>());
    for (const { value } of leavesOf(spec.nodes)) {
      const why = getOrMake(foreign, value, () => whyForeign(value, eapi));
      if (why !== null) return { fault: { text, why, near: short(value.text) }, conditions: [] };
    }
    return spec.reduced ? SOUND : { fault: null, conditions: [...new Set(conditionsIn(spec.nodes))] };
  }

  #other(text: string): Reading {
    return getOrMake(this.#others, text, () => {
      const { fault, conditions } = readBrackets(text);
      return { fault: fault === null ? null : { text, why: fault, near: null }, conditions };
    });
  }
}

/** What Portage knows besides the numbers; it counts as the number before the hyphen. */
const TESTED = '9-pre1';
/** On these Portage's table of EAPIs throws, although its list has them (`eapi.py:Eapi`). */
const FATAL: ReadonlySet<string> = new Set([
  '3_pre1',
  '3_pre2',
  '4_pre1',
  '5_pre1',
  '5_pre2',
  '6_pre1',
  '7_pre1',
]);

function eapiFault(text: string): MetadataFault | null {
  if (isEapi(text) || text === TESTED) return null;
  const fault = { key: 'EAPI', text, why: 'no package manager knows this EAPI', near: null } as const;
  const bare = text.trim();
  const isFatal = FATAL.has(bare) || (bare !== text && (isEapi(bare) || bare === TESTED));
  return isFatal ? { ...fault, stopsReader: true } : fault;
}

function iuseFault({ IUSE, EAPI }: PackageRecord): MetadataFault | null {
  if (eapiFeatures(EAPI)?.iuseDefaults !== false) return null;
  const near = /(?:^|\s)([+-]\S*)/.exec(IUSE)?.[1];
  if (near === undefined) return null;
  return { key: 'IUSE', text: IUSE, why: `EAPI ${EAPI} has no IUSE defaults (PMS 7.3)`, near: short(near) };
}

function faultIn(
  key: FaultKey,
  text: string,
  { fault, conditions }: Reading,
  hasFlag: (flag: string) => boolean,
): MetadataFault | null {
  if (fault !== null) return { key, ...fault };
  const odd = conditions.find(condition => !hasFlag(condition.replace(/^!|[?=]$/g, '')));
  if (odd === undefined) return null;
  return { key, text, why: 'a condition names a flag that is not in IUSE (PMS 8.2)', near: short(odd) };
}

/** What the EAPI lacks, or no EAPI has. */
function whyForeign(atom: Atom, eapi: string): string | null {
  if (atom.repo !== null) return 'no EAPI has ::repository (PMS 8.3)';
  if (atom.buildId !== null) return 'no EAPI has build ids in dependencies (PMS 8.3)';
  return caught(() => refuseForeign(atom, eapi))?.rule ?? null;
}

/** `flag?`, `!flag?`, and of USE dependencies `flag=`, `!flag=` too. */
function* conditionsIn(nodes: readonly DepspecNode<Atom>[]): Generator<string> {
  for (const node of nodes) {
    if (node.type === 'leaf') {
      for (const dependency of node.value.use)
        if (isConditionalUse(dependency)) yield formatUseDependency({ ...dependency, default: null });
      continue;
    }
    if (node.type === 'use-conditional') yield `${node.negated ? '!' : ''}${node.flag}?`;
    yield* conditionsIn(node.children);
  }
}

function caught(read: () => unknown): PmsSyntaxError | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return error;
    throw error;
  }
}

const MOST = 60;

function short(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}...` : text;
}

/** The token at the offset and what follows it. */
function around(text: string, offset: number): string {
  const start = text.slice(0, offset).search(/\S*$/);
  return start >= text.trimEnd().length ? `the end of ${short(text)}` : short(text.slice(start));
}

interface BracketStructure {
  /** The rule that the text breaks; null where it breaks none. */
  readonly fault: string | null;
  /** Conditions as written: `foo?`, `!foo?`. */
  readonly conditions: readonly string[];
}

const NO_BRACKETS: BracketStructure = { fault: null, conditions: [] };

/**
 * LICENSE, PROPERTIES and RESTRICT as far as every client holds them to a grammar: white space, brackets, any-of and conditions; what
 * stands in them may be anything (Portage `dep/__init__.py:use_reduce` without `token_class`).
 */
function readBrackets(text: string): BracketStructure {
  if (!/[(?|)>]/.test(text)) return NO_BRACKETS;
  const conditions: string[] = [];
  const say = (fault: string | null) => ({ fault, conditions });
  let depth = 0;
  let isFresh = false;
  let wantsBracket = false;
  for (const token of text.split(/\s+/)) {
    if (token === '') continue;
    const isOpening = token === '(';
    if (isOpening) depth++;
    else if (wantsBracket) return say('|| and conditions are followed by " ( " (PMS 8.2)');
    else if (token === ')') {
      if (isFresh) return say('a group has at least one member (PMS 8.2)');
      if (depth === 0) return say('a closing bracket has an opening one (PMS 8.2)');
      depth--;
    } else if (token === '->') return say('-> belongs in SRC_URI alone (PMS 7.3.2)');
    else if (token.endsWith('?')) conditions.push(token);
    isFresh = isOpening;
    wantsBracket = token === '||' || (token.endsWith('?') && !isOpening);
  }
  if (wantsBracket) return say('|| and conditions are followed by " ( " (PMS 8.2)');
  return say(depth === 0 ? null : 'a group is closed by " )" (PMS 8.2)');
}
