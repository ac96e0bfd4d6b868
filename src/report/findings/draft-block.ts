// What the rows of a block say; how they are laid out is not known here.

import { countTold } from '../../cause/gather-causes.js';
import { countPackages } from '../../cause/name-subject.js';
import type { Data, Finding, Severity } from '../../rules/kit/finding.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { sumPieces } from '../words/sum-pieces.js';
import { tally } from '../words/tally.js';
import type { Block } from './gather-blocks.js';
import { sayData } from './interpolate.js';
import type { Counts, MessageBook } from './open-message-book.js';

export interface Row {
  readonly label: string;
  readonly pieces: readonly string[];
  readonly separator: string;
  /** Rows of low weight go first when space is short, the last of equals. */
  readonly weight: number;
}

/** Of the row that a block is not told without: who, or what is needed. */
export const KEY_WEIGHT = 100;

/** A block in words, before it is laid out. */
export interface BlockDraft {
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
export function draftBlock(block: Block, book: MessageBook, isWhole: boolean): BlockDraft {
  return {
    rule: block.rule,
    severity: block.severity,
    title: sayTitle(block, book),
    count: sayExtent(block),
    rows: [
      ...(block.causes.length > 1
        ? [mostRow(block, book), ...familyRows(block, book)]
        : causeRows(block, book)
      ).map(row => (isWhole ? row : { ...row, pieces: row.pieces.map(shortenChoice) })),
      ...consequenceRows(block, book),
      ...asideRows(block, book),
    ],
    remedy: remedyRow(block, book, isWhole),
    findings: block.causes.reduce((sum, cause) => sum + cause.findings.length + cause.consequences.length, 0),
  };
}

/** Of the block's own findings: what follows from them may be of another severity, and is counted below. */
function sayExtent({ own: extent, causes }: Block): string {
  if (extent.packages > 0) return sayCount(extent.packages, 'package');
  if (extent.files > 0) return sayCount(extent.files, 'file');
  const findings = causes.reduce((sum, cause) => sum + cause.findings.length, 0);
  return findings > 1 ? sayCount(findings, 'finding') : '';
}

function sayTitle(block: Block, book: MessageBook): string {
  const direct = block.causes.flatMap(cause => cause.findings);
  const { family, title } = book.messageOf(direct[0]!);
  const told = countTold(direct);
  const counts = countsOf(block);
  const template = block.causes.length > 1 ? family : title;
  return tally(direct.map(finding => book.say(shortenLists(finding), template, told, counts)))[0]![0];
}

/** A heading names few of many: the findings have them all. */
function shortenLists(finding: Finding): Finding {
  const data = Object.entries(finding.data).map(([key, value]): [string, Data] =>
    isList(value) && value.length > MOST_IN_HEADING
      ? [key, [...value.slice(0, MOST_IN_HEADING - 1), `${value.length - MOST_IN_HEADING + 1} more`]]
      : [key, value],
  );
  return { ...finding, data: Object.fromEntries(data) };
}

const MOST_IN_HEADING = 4;

/** `|| ( app-editors/nano app-editors/emacs app-editors/vim ... 32 more )` */
function shortenChoice(text: string): string {
  const words = text.split(' ');
  if (words[0] !== '||' || words.length < 9) return text;
  return `${words.slice(0, 5).join(' ')} ... ${words.slice(5).filter(word => /\w/.test(word)).length} more )`;
}

function countsOf({ causes }: Block): Counts {
  const direct = causes.flatMap(cause => cause.findings);
  return { causes: causes.length, packages: countPackages(direct), findings: direct.length };
}

/** `most  virtual/libintl (55)  app-arch/bzip2 (48)  ... 58 more` */
function mostRow(block: Block, book: MessageBook): Row {
  const pieces = block.causes.map(({ extent, findings }) => {
    const name = book.sayCause(findings[0]!);
    const hanging = extent.packages || findings.length;
    return hanging > 1 ? `${name} (${sayNumber(hanging)})` : name;
  });
  return { label: 'most', pieces, separator: '  ', weight: KEY_WEIGHT };
}

/** `in  kde-frameworks (71)  dev-qt (12)`: what the causes have in common, where they have. */
function familyRows({ causes }: Block, book: MessageBook): Row[] {
  const templates = Object.entries(book.messageOf(causes[0]!.findings[0]!).familyRows ?? {});
  return templates.flatMap(([label, template]) => {
    const said = tallyRow(
      causes.map(cause => cause.findings[0]!),
      template,
      book,
    );
    if (said.length === 0 || said.length * 2 > causes.length) return [];
    const pieces = said.map(([text, count]) => `${text} (${sayNumber(count)})`);
    return [{ label, pieces, separator: '  ', weight: KEY_WEIGHT - 1 }];
  });
}

/** The values of a template that is nothing but one list. */
function listOf({ data }: Finding, template: string): readonly string[] | null {
  const name = /^\{(\w+)\}$/.exec(template)?.[1];
  const value = name === undefined || !Object.hasOwn(data, name) ? undefined : data[name];
  return isList(value) && value.length > 0 ? value.map(sayData) : null;
}

function isList(value: Data | undefined): value is readonly Data[] {
  return Array.isArray(value);
}

function causeRows(block: Block, book: MessageBook): Row[] {
  const { findings } = block.causes[0]!;
  const templates = Object.entries(book.messageOf(findings[0]!).rows ?? {});
  return templates
    .map(([label, template]) => ({ label, pieces: sayRow(findings, template, book) }))
    .filter(({ pieces }) => pieces.length > 0)
    .map((row, at) => ({ ...row, separator: ', ', weight: KEY_WEIGHT - at }));
}

/** Different texts with how many say so, no numbers where all say something else; lists that differ are told as one list. */
function sayRow(findings: readonly Finding[], template: string, book: MessageBook): readonly string[] {
  const lists = findings.map(finding => listOf(finding, template)).filter(list => list !== null);
  if (findings.length === 1 && lists[0] !== undefined) return lists[0];
  const said = tallyRow(findings, template, book);
  if (said.length < 2) return said.map(([text]) => text);
  if (lists.length > 0) return sumPieces(lists);
  const isEachOnce = said.every(([, count]) => count === 1);
  return said.map(([text, count]) => (isEachOnce ? text : `${text} (${sayNumber(count)})`));
}

/** The texts of a row; a finding that lacks a value for it has none. */
function tallyRow(findings: readonly Finding[], template: string, book: MessageBook) {
  return tally(findings.map(finding => book.sayIfComplete(finding, template)).filter(text => text !== null));
}

/** `then  1,933 packages cannot be installed from an empty root`: what follows, where its message says how. */
function consequenceRows(block: Block, book: MessageBook): Row[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of followersOf(block)) {
    const { consequence } = book.messageOf(finding);
    if (consequence === undefined) continue;
    // Which of its forms is meant is known once they are counted.
    const said = book.say(finding, consequence);
    const group = groups.get(said);
    if (group === undefined) groups.set(said, [finding]);
    else group.push(finding);
  }
  const pieces = [...groups.values()].map(group => {
    const packages = countPackages(group);
    const text = book.say(group[0]!, book.messageOf(group[0]!).consequence!, packages);
    return `${sayCount(packages, 'package')} ${text}`;
  });
  return pieces.length === 0 ? [] : [{ label: 'then', pieces, separator: ', ', weight: KEY_WEIGHT - 1 }];
}

function followersOf({ causes }: Block): readonly Finding[] {
  return causes.flatMap(cause => cause.consequences);
}

/** What else follows from the block's causes, and how much of it newer packages have already replaced. */
function asideRows(block: Block, book: MessageBook): Row[] {
  const { own } = block;
  const followers = followersOf(block).filter(finding => book.messageOf(finding).consequence === undefined);
  const asides: string[] = [];
  if (followers.length > 0) {
    const counts = sayCount(followers.length, 'more finding');
    const packages = countPackages(followers);
    const of = packages > 0 ? ` of ${sayCount(packages, 'package')}` : '';
    asides.push(`${counts}${of} ${chooseForm(followers.length, 'follows', 'follow')} from this`);
  }
  if (own.superseded > 0) {
    const those =
      own.superseded < own.packages ? `${sayNumber(own.superseded)} ` : chooseForm(own.packages, '', 'all ');
    const by = chooseForm(own.superseded, 'a newer one', 'newer ones');
    asides.push(`${those}superseded${followers.length > 0 ? '' : ` by ${by}`}`);
  }
  if (asides.length === 0) return [];
  return [
    {
      label: followers.length > 0 ? 'also' : 'note',
      pieces: asides,
      separator: '; ',
      weight: KEY_WEIGHT - 1,
    },
  ];
}

/** The most frequent remedy; the others, where causes differ in it, only where nothing is left out. */
function remedyRow(block: Block, book: MessageBook, isWhole: boolean): Row {
  const direct = block.causes.flatMap(cause => cause.findings);
  const { familyRemedy } = book.messageOf(direct[0]!);
  const row = (pieces: readonly string[]): Row => ({
    label: 'do',
    pieces,
    separator: '; ',
    weight: KEY_WEIGHT + 1,
  });
  const told = countTold(direct);
  if (block.causes.length > 1 && familyRemedy !== undefined)
    return row([book.sayFamilyRemedy(direct, familyRemedy, told, countsOf(block))]);
  const sayAll = (findings: readonly Finding[], count: number) =>
    tally(findings.map(finding => book.sayRemedy(finding, count))).map(([text]) => text);
  const all = sayAll(direct, told);
  if (block.causes.length === 1) return row(all.slice(0, isWhole ? all.length : 1));
  if (all.length === 1) return row(all);
  // Where each cause of a family has its own remedy, that of the widest shows the kind.
  const { findings } = block.causes[0]!;
  return row([sayAll(findings, countTold(findings))[0]!, 'likewise for the others']);
}
