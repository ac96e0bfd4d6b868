// What the rows of a block say; how they are laid out is not known here.

import type { Finding, Severity } from '../rules/kit/finding.js';
import type { Block } from './gather-blocks.js';
import { countPackages } from './name-subject.js';
import type { MessageBook } from './open-message-book.js';
import { sayCount, sayNumber } from './say-count.js';
import { tally } from './tally.js';

export interface Row {
  readonly label: string;
  readonly pieces: readonly string[];
  readonly separator: string;
  /** Rows of low weight go first when space is short. */
  readonly weight: number;
}

/** A block in words, before it is laid out. */
export interface Draft {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** How much it concerns, for the right edge; empty where it is a single thing. */
  readonly count: string;
  readonly rows: readonly Row[];
  readonly remedy: Row;
  readonly findings: number;
}

/** The widest causes of a family, or the rows of the one cause, and what follows from them. */
export function draftBlock(block: Block, book: MessageBook, isWhole: boolean): Draft {
  return {
    rule: block.rule,
    severity: block.severity,
    title: sayTitle(block, book),
    count: sayExtent(block),
    rows: [
      ...(block.causes.length > 1 ? [mostRow(block), ...familyRows(block, book)] : causeRows(block, book)),
      ...asideRows(block),
    ],
    remedy: remedyRow(block, book, isWhole),
    findings: block.causes.reduce((sum, cause) => sum + cause.findings.length + cause.consequences.length, 0),
  };
}

function sayExtent({ extent, causes }: Block): string {
  if (extent.packages > 0) return sayCount(extent.packages, 'package');
  if (extent.files > 0) return sayCount(extent.files, 'file');
  const findings = causes.reduce((sum, cause) => sum + cause.findings.length, 0);
  return findings > 1 ? sayCount(findings, 'finding') : '';
}

function sayTitle(block: Block, book: MessageBook): string {
  const direct = block.causes.flatMap(cause => cause.findings);
  const { family, title } = book.messageOf(direct[0]!);
  const counts = { causes: block.causes.length, packages: countPackages(direct), findings: direct.length };
  const template = block.causes.length > 1 ? family : title;
  return tally(direct.map(finding => book.say(finding, template, counts)))[0]![0];
}

/** `most  virtual/libintl (55)  app-arch/bzip2 (48)  ... 58 more` */
function mostRow(block: Block): Row {
  const pieces = block.causes.map(({ name, extent, findings }) => {
    const hanging = extent.packages || findings.length;
    return hanging > 1 ? `${name} (${sayNumber(hanging)})` : name;
  });
  return { label: 'most', pieces, separator: '  ', weight: 100 };
}

/** `in  kde-frameworks (71)  dev-qt (12)`: what the causes have in common, where they have. */
function familyRows({ causes }: Block, book: MessageBook): Row[] {
  const templates = Object.entries(book.messageOf(causes[0]!.findings[0]!).familyRows ?? {});
  return templates.flatMap(([label, template]) => {
    const said = tally(causes.map(cause => book.say(cause.findings[0]!, template)));
    if (said.length * 2 > causes.length) return [];
    const pieces = said.map(([text, count]) => `${text} (${sayNumber(count)})`);
    return [{ label, pieces, separator: '  ', weight: 100 }];
  });
}

function causeRows(block: Block, book: MessageBook): Row[] {
  const { findings } = block.causes[0]!;
  const templates = Object.entries(book.messageOf(findings[0]!).rows ?? {});
  return templates.flatMap(([label, template], at) => {
    const said = tally(
      findings.filter(finding => hasValue(finding, template)).map(finding => book.say(finding, template)),
    );
    const pieces =
      said.length === 1 ? [said[0]![0]] : said.map(([text, count]) => `${text} (${sayNumber(count)})`);
    return pieces.length === 0 ? [] : [{ label, pieces, separator: ', ', weight: 100 - at }];
  });
}

/** A row that is nothing but one value is left out where there is none. */
function hasValue(finding: Finding, template: string): boolean {
  const [, name] = /^\{([A-Za-z]+)\}$/.exec(template) ?? [];
  if (name === undefined) return true;
  const value = finding.data[name];
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

/** What follows from the block's causes, and how much of it newer packages have already replaced. */
function asideRows({ causes, extent }: Block): Row[] {
  const followers = causes.flatMap(cause => cause.consequences);
  const asides: string[] = [];
  if (followers.length > 0) {
    const counts = tally(followers.map(finding => finding.rule)).map(
      ([rule, count]) => `${sayNumber(count)} ${rule}`,
    );
    asides.push(`${counts.join(', ')} ${followers.length === 1 ? 'follows' : 'follow'} from this`);
  }
  if (extent.superseded > 0) {
    const those = extent.superseded === extent.packages ? 'all' : sayNumber(extent.superseded);
    asides.push(followers.length > 0 ? `${those} superseded` : `${those} superseded by newer ones`);
  }
  if (asides.length === 0) return [];
  return [{ label: followers.length > 0 ? 'also' : 'note', pieces: asides, separator: '; ', weight: 99 }];
}

/** The most frequent remedy; the others, where causes differ in it, only where nothing is left out. */
function remedyRow(block: Block, book: MessageBook, isWhole: boolean): Row {
  const sayRemedy = (finding: Finding) => book.say(finding, book.messageOf(finding).remedy);
  const direct = block.causes.flatMap(cause => cause.findings);
  const { familyRemedy } = book.messageOf(direct[0]!);
  const row = (pieces: readonly string[]): Row => ({ label: 'do', pieces, separator: '; ', weight: 101 });
  if (block.causes.length > 1 && familyRemedy !== undefined) {
    const counts = { causes: block.causes.length, packages: countPackages(direct), findings: direct.length };
    return row([book.say(direct[0]!, familyRemedy, counts)]);
  }
  const own = tally(block.causes[0]!.findings.map(sayRemedy)).map(([text]) => text);
  const all = new Set(direct.map(sayRemedy));
  // Where each cause of a family has its own remedy, that of the widest shows the kind.
  const isShared = block.causes.length === 1 || all.size === 1;
  return row(isShared ? own.slice(0, isWhole ? own.length : 1) : [own[0]!, 'likewise for the others']);
}
