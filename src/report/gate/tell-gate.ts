// The gate for a person: what is new, each cause told once, and what was there before as a number.

import { gatherCauses } from '../../cause/gather-causes.js';
import type { GateAnswer } from '../../gate/gate.js';
import type { MatchedFinding } from '../../gate/match-findings.js';
import { draftBlock } from '../findings/draft-block.js';
import { fitBlocks } from '../findings/fit-blocks.js';
import { gatherBlocks } from '../findings/gather-blocks.js';
import { openMessageBook } from '../findings/open-message-book.js';
import type { Page } from '../findings/page.js';
import { sayConfiguration } from '../findings/say-configuration.js';
import { tellBlock } from '../findings/tell-block.js';
import { tellFindings } from '../findings/tell-findings.js';
import { layOut, wrapWords } from '../words/lay-out.js';
import type { Palette } from '../words/palette.js';
import { chooseForm, sayCount, sayNumber } from '../words/say-count.js';
import { countStates, type GateInput } from './describe-gate.js';

export interface GateStyle {
  readonly width: number;
  readonly verbose: boolean;
  readonly lines: number | null;
  readonly palette: Palette;
}

/** The first line sums the others up. */
export function tellGate(input: GateInput, style: GateStyle): readonly string[] {
  const { answer, rules } = input;
  const width = Math.max(style.width, 40);
  const fresh = answer.findings.filter(({ state }) => state === 'new');
  const book = openMessageBook(
    rules,
    fresh.map(({ finding }) => finding),
  );
  const page: Page = { width, palette: style.palette, book };
  const own = fresh.filter(({ baseline }) => baseline === null);
  const client = fresh.filter(({ baseline }) => baseline !== null);
  const top = layOut([sayVerdict(answer), ...sayChange(answer)], ' · ', { width, flow: true });
  const foot = tellFoot(input, page, style.verbose);
  const room =
    (style.lines ?? Number.POSITIVE_INFINITY) - top.length - foot.length - (client.length > 0 ? 2 : 0);
  const told = tellNew(own, page, style.verbose, client.length > 0 ? Math.ceil(room / 2) : room);
  const losses = tellNew(client, page, style.verbose, room - told.length);
  return [
    ...top,
    ...told,
    ...(client.length === 0
      ? []
      : ['', 'A client that holds what is published and takes what is new:', ...losses]),
    ...foot,
  ];
}

function tellNew(matched: readonly MatchedFinding[], page: Page, verbose: boolean, room: number): string[] {
  const findings = matched.map(({ finding }) => finding);
  const blocks = gatherBlocks(gatherCauses(findings, page.book.findMessage), page.book);
  if (!verbose) return fitBlocks(blocks, page, room);
  return blocks.flatMap(block => [
    '',
    ...tellBlock(draftBlock(block, page.book, true), page, Number.POSITIVE_INFINITY),
    ...tellFindings(block, page),
  ]);
}

/** `+22 -0 =753 not safe to publish` */
function sayVerdict(answer: GateAnswer): string {
  const { new: fresh, fixed, total } = countStates(answer);
  const counts = `+${sayNumber(fresh)} -${sayNumber(fixed)} =${sayNumber(total)}`;
  return `${counts} ${VERDICTS[answer.verdict]}`;
}

const VERDICTS: Readonly<Record<GateAnswer['verdict'], string>> = {
  pass: 'no worse than what is published',
  fail: 'not safe to publish',
  undecided: 'not decided',
};

/** `1 added`, `2 rebuilt` */
function sayChange({ change, result }: GateAnswer): readonly string[] {
  const pieces = Object.entries(change).flatMap(([kind, list]) =>
    list.length === 0 ? [] : [`${sayNumber(list.length)} ${kind}`],
  );
  return [sayCount(result.packages, 'package'), ...(pieces.length === 0 ? ['no entry changed'] : pieces)];
}

function tellFoot(input: GateInput, page: Page, verbose: boolean): readonly string[] {
  const { answer, configuration } = input;
  const { existing } = countStates(answer);
  const worse = answer.findings.filter(({ worseThan }) => worseThan !== null).length;
  const before = `${sayCount(existing, 'problem')} ${chooseForm(existing, 'was', 'were')} there before and ${chooseForm(existing, 'does', 'do')} not block`;
  const lines = [
    ...(worse === 0
      ? []
      : [`${sayNumber(worse)} of what is new ${chooseForm(worse, 'is', 'are')} worse than before`]),
    ...(existing === 0 ? [] : [before]),
  ];
  const hints =
    answer.findings.some(({ state }) => state === 'new') && !verbose ? ['--verbose for each'] : [];
  const told = [...layOut([...lines, ...hints], ' · ', { width: page.width, flow: true })];
  const by = configuration === undefined ? [] : wrapWords(sayConfiguration(configuration), page);
  return told.length + by.length === 0 ? [] : ['', ...told, ...by];
}
