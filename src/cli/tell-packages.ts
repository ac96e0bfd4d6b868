// `explain SOURCE ATOM`: whether a package can be installed and with what, or why not; how its needs are met, what is wrong with it, and
// what hangs on it.

import { getOrMake } from '../base/get-or-make.js';
import { check } from '../check/check.js';
import type { Origins } from '../ebuild/locate/atom-origin.js';
import type { Loaded } from '../load/load-universe.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { type BinaryPackage, instanceName, packagePath } from '../model/package.js';
import { baselinesOf, type Place } from '../model/place.js';
import type { Requirement } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import { type MessageBook, openMessageBook } from '../report/findings/open-message-book.js';
import { tellImpact, tellReplacement } from '../report/installability/tell-impact.js';
import { tellNeeds, tellReach } from '../report/installability/tell-needs.js';
import { tellOrigins } from '../report/installability/tell-origin.js';
import {
  type PlacedVerdict,
  sayPlace,
  sayVerdicts,
  tellVerdict,
} from '../report/installability/tell-story.js';
import { layOut, wrapWords } from '../report/words/lay-out.js';
import { makePrintable } from '../report/words/make-printable.js';
import { chooseForm, sayNumber } from '../report/words/say-count.js';
import { row, type StoryStyle } from '../report/words/story-rows.js';
import { RULES } from '../rules/index.js';
import type { Finding } from '../rules/kit/finding.js';
import { findImpact, type Impact } from '../solver/installability/find-impact.js';
import { findReplacement } from '../solver/installability/find-replacement.js';
import { judgeForClient } from '../solver/installability/judge-for-client.js';
import { judgeInstallability } from '../solver/installability/judge-installability.js';
import { findPackages } from './find-packages.js';

/** Instances told in full unless verbose: the first of each slot. */
const MOST_TOLD = 3;
/** What these say of a package the story says, without judging the whole index first. */
const TOLD_BY_THE_STORY: readonly string[] = ['not-installable', 'runtime-cycle-refused', 'upgrade-blocked'];

export interface Knowledge {
  readonly origins: Origins | null;
  readonly client: ClientSettings | null;
}

/** All that is known of one instance. */
interface Facts {
  readonly package: BinaryPackage;
  readonly verdicts: readonly PlacedVerdict[];
  readonly impacts: readonly { readonly place: Place; readonly impact: Impact }[];
  readonly findings: readonly Finding[];
}

/** `origins`: null where no tree is given; `client`: null where nothing is masked. */
export function tellPackages(
  { universe, inputs }: Loaded,
  words: string,
  style: StoryStyle,
  { origins = null, client = null }: Partial<Knowledge> = {},
): string {
  const packages = findPackages(universe, words);
  const chosen = style.verbose ? packages : chooseTold(packages);
  const clients = client === null ? [] : [client];
  const { findings } = check(universe, inputs, RULES, { skip: TOLD_BY_THE_STORY, clients });
  const seen = client === null ? universe : universeSeenBy(universe, client);
  const facts = gatherFacts(universe, chosen, findings, client);
  const told = facts.map(of => tellPackage(seen, of, findings, style, origins));
  const rest = packages.filter(pkg => !chosen.includes(pkg)).map(pkg => makePrintable(instanceName(pkg)));
  if (rest.length > 0)
    told.push(
      layOut([`also (--verbose) ${rest[0]}`, ...rest.slice(1)], '  ', { width: style.width }).join('\n'),
    );
  return `${told.join('\n\n')}\n`;
}

function chooseTold(packages: readonly BinaryPackage[]): readonly BinaryPackage[] {
  const slots = new Map<string, BinaryPackage>();
  for (const pkg of packages) {
    const slot = `${pkg.cpn}:${pkg.slot.slot}`;
    if (!slots.has(slot)) slots.set(slot, pkg);
  }
  return [...slots.values()].slice(0, MOST_TOLD);
}

function gatherFacts(
  universe: Universe,
  packages: readonly BinaryPackage[],
  findings: readonly Finding[],
  client: ClientSettings | null,
): readonly Facts[] {
  const baselines = baselinesOf(universe);
  const seen = client === null ? universe : universeSeenBy(universe, client);
  const places = (baselines.length === 0 ? [null] : baselines).map(place => ({
    place,
    verdicts:
      client === null
        ? judgeInstallability(universe, packages, { baseline: place })
        : judgeForClient(universe, client, packages, { baseline: place }),
    impacts: findImpact(seen, packages, place),
  }));
  return packages.map((pkg, at) => ({
    package: pkg,
    verdicts: places.map(({ place, verdicts }) => ({ place, verdict: verdicts[at]! })),
    impacts: places.map(({ place, impacts }) => ({ place, impact: impacts[at]! })),
    findings: findings.filter(
      ({ subject }) =>
        subject.cpv === pkg.cpvText && subject.buildId === pkg.buildId && subject.path === packagePath(pkg),
    ),
  }));
}

function tellPackage(
  universe: Universe,
  { package: pkg, verdicts, impacts, findings }: Facts,
  all: readonly Finding[],
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
    ...(isRefused || style.verbose ? tellReach(universe, pkg, style) : []),
    ...tellFindings(findings, openMessageBook(RULES, all), style),
    ...impacts.flatMap(({ place, impact }, at) => {
      const isInstallable = verdicts[at]?.verdict.verdict === 'installable';
      const replacement =
        place === null ? [] : tellReplacement(findReplacement(universe, pkg, place), from(place), style);
      return [...replacement, ...tellImpact(impact, isInstallable, from(place), style)];
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
    const { text, remedy } = book.messageOf(first!);
    const more =
      others.length === 0
        ? ''
        : ` and ${sayNumber(others.length)} more such ${chooseForm(others.length, 'finding', 'findings')}`;
    const told = `${book.say(first!, text)}; do: ${book.say(first!, remedy)} [${first!.rule}]${more}`;
    return row(first!.severity, told, style, style.palette[first!.severity]);
  });
}
