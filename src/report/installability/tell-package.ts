// `explain SOURCE ATOM`: whether a package can be installed and with what, or why not; how its needs are met, what is wrong with it, and
// what hangs on it.

import type { PackageAnswer, PackageFacts, PlacedVerdict } from '../../answer/explain-package.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { Origins } from '../../ebuild/locate/atom-origin.js';
import { instanceName } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import type { Requirement } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Finding } from '../../rules/kit/finding.js';
import type { Rule } from '../../rules/kit/rule.js';
import { type MessageBook, openMessageBook } from '../findings/open-message-book.js';
import { layOut, wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayNumber } from '../words/say-count.js';
import { row, type StoryStyle } from '../words/story-rows.js';
import { tellImpact, tellReplacement } from './tell-impact.js';
import { tellNeeds, tellReach } from './tell-needs.js';
import { tellOrigins } from './tell-origin.js';
import { sayPlace, sayVerdicts, tellVerdict } from './tell-story.js';

/** `origins`: null where no tree is given. */
export function tellPackages(
  { universe, facts, others, findings }: PackageAnswer,
  rules: readonly Rule[],
  style: StoryStyle,
  origins: Origins | null = null,
): string {
  const book = openMessageBook(rules, findings);
  const told = facts.map(of => tellPackage(universe, of, book, style, origins));
  const rest = others.map(pkg => makePrintable(instanceName(pkg)));
  if (rest.length > 0)
    told.push(
      layOut([`also (--verbose) ${rest[0]}`, ...rest.slice(1)], '  ', { width: style.width }).join('\n'),
    );
  return `${told.join('\n\n')}\n`;
}

function tellPackage(
  universe: Universe,
  { package: pkg, verdicts, impacts, findings }: PackageFacts,
  book: MessageBook,
  style: StoryStyle,
  origins: Origins | null,
): string {
  const from = (place: Place) => (verdicts.length < 2 ? '' : `from ${sayPlace(universe, place)}: `);
  const isRefused = verdicts.some(({ verdict }) => verdict.verdict !== 'installable');
  return [
    ...wrapWords(sayVerdicts(universe, pkg, verdicts), { width: style.width }).map(style.palette.strong),
    ...verdicts.flatMap(placed => tellVerdict(universe, placed, from(placed.place), style)),
    ...tellNeeds(universe, pkg, need => isReason(verdicts, need), style),
    ...(origins === null ? [] : tellOrigins(universe, pkg, origins, style)),
    ...(isRefused || style.verbose ? tellReach(universe, pkg, isRefused, style) : []),
    ...tellFindings(findings, book, style),
    ...impacts.flatMap(({ place, impact, replacement }, at) => {
      const isInstallable = verdicts[at]?.verdict.verdict === 'installable';
      const replaced = replacement === null ? [] : tellReplacement(replacement, from(place), style);
      return [...replaced, ...tellImpact(impact, isInstallable, from(place), style)];
    }),
  ].join('\n');
}

/** Whether a refusal of this package has named the need. */
function isReason(
  verdicts: readonly PlacedVerdict[],
  { class: dependencyClass, text }: Requirement,
): boolean {
  return verdicts.some(
    ({ verdict }) =>
      verdict.verdict === 'not-installable' &&
      verdict.reasons.some(
        reason =>
          reason.kind === 'requirement' &&
          reason.package === verdict.package &&
          reason.class === dependencyClass &&
          reason.item === text,
      ),
  );
}

/** Of several of one kind the first, unless verbose; and none that another one of the package explains. */
function tellFindings(findings: readonly Finding[], book: MessageBook, style: StoryStyle): string[] {
  const own = new Set(findings.map(({ fingerprint }) => fingerprint));
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!style.verbose && finding.causedBy !== null && own.has(finding.causedBy)) continue;
    const kind = style.verbose ? finding.fingerprint : `${finding.rule} ${finding.message}`;
    getOrMake(kinds, kind, (): Finding[] => []).push(finding);
  }
  return [...kinds.values()].flatMap(([first, ...others]) => {
    const { text } = book.messageOf(first!);
    const more =
      others.length === 0
        ? ''
        : ` and ${sayNumber(others.length)} more such ${chooseForm(others.length, 'finding', 'findings')}`;
    const told = `${book.say(first!, text)}; do: ${book.sayRemedy(first!)} [${first!.rule}]${more}`;
    return row(first!.severity, told, style, style.palette[first!.severity]);
  });
}
