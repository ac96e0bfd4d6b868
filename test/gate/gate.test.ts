import { describe, expect, it } from 'vitest';
import { type GateAnswer, gate } from '../../src/gate/gate.js';
import { RULES } from '../../src/rules/index.js';
import { readScenarioSources } from '../support/scenario.js';

/** What is not about dependencies would be told of so short an index too. */
const ONLY = [
  ...['unmet-dependency', 'soname-unmet', 'slot-operator-stale'],
  ...['upgrade-blocked', 'preserved-library-needed', 'subslot-unchanged'],
];

/** `before` and `after` are entries of the published and of the candidate's index. */
function gateOf(before: string, after: string, skip: readonly string[] = []) {
  const [published, candidate] = [before, after].map(text => readScenarioSources(`[binhost]\n${text}`)[0]!);
  return gate({
    published: [published!],
    candidate: candidate!,
    others: [],
    inputs: [],
    rules: RULES,
    check: { only: ONLY, skip },
  });
}

/** `new unmet-dependency app-misc/a-1`; a finding that is about a baseline ends with its name. */
function told({ findings }: GateAnswer, asked = ['new', 'fixed']): readonly string[] {
  return findings
    .filter(({ state, finding }) => asked.includes(state) && finding.severity !== 'info')
    .map(({ state, finding, baseline }) =>
      [state, finding.rule, finding.subject.cpv, ...(baseline === null ? [] : [`(${baseline})`])].join(' '),
    )
    .sort();
}

const entry = (cpv: string, ...lines: string[]) => [`CPV: ${cpv}`, ...lines, '', ''].join('\n');
const NEEDY = entry('app-misc/a-1', 'BUILD_ID: 1', 'RDEPEND: dev-libs/gone');

describe('a problem that was there', () => {
  it('is no matter of the change that leaves it alone', () => {
    const answer = gateOf(NEEDY, NEEDY + entry('app-misc/b-1'));
    expect(told(answer)).toEqual([]);
    expect(answer.verdict).toBe('pass');
    expect(answer.change.added).toEqual(['app-misc/b-1']);
  });

  it.each([
    ['a rebuild in its place', NEEDY.replace('BUILD_ID: 1', 'BUILD_ID: 2\nBUILD_TIME: 9')],
    ['one more build beside it', NEEDY + NEEDY.replace('BUILD_ID: 1', 'BUILD_ID: 2\nBUILD_TIME: 9')],
    ['a new version', NEEDY.replace('a-1', 'a-2')],
    ['a new version beside it', NEEDY + NEEDY.replace('a-1', 'a-2')],
    ['another time of building', NEEDY.replace('BUILD_ID: 1', 'BUILD_ID: 1\nBUILD_TIME: 9')],
  ])('stays what it was after %s', (_, after) => {
    const answer = gateOf(NEEDY, after);
    expect(told(answer)).toEqual([]);
    expect(answer.verdict).toBe('pass');
  });

  it('that comes a second time to an older slot-mate is counted and no more', () => {
    const answer = gateOf(entry('app-misc/a-2'), entry('app-misc/a-2') + NEEDY);
    expect(told(answer)).toEqual([]);
    expect(told(answer, ['existing'])).toEqual(['existing unmet-dependency app-misc/a-1']);
  });

  it('is fixed as soon as no newest entry has it', () => {
    const answer = gateOf(NEEDY, NEEDY + entry('app-misc/a-2'));
    expect(told(answer)).toEqual(['fixed unmet-dependency app-misc/a-1']);
  });
});

describe('a problem that comes', () => {
  it('with an entry is new', () => {
    const answer = gateOf(entry('app-misc/a-1'), entry('app-misc/a-1') + NEEDY.replace('a-1', 'b-1'));
    expect(told(answer)).toEqual(['new unmet-dependency app-misc/b-1']);
    expect(answer.verdict).toBe('fail');
  });

  it('in the place of another is new, and the other fixed', () => {
    const answer = gateOf(NEEDY, NEEDY.replace('gone', 'lost').replace('BUILD_ID: 1', 'BUILD_ID: 2'));
    expect(told(answer)).toEqual([
      'fixed unmet-dependency app-misc/a-1',
      'new unmet-dependency app-misc/a-1',
    ]);
  });

  it('in another slot or repository is that of another package', () => {
    expect(
      told(gateOf(NEEDY, NEEDY + NEEDY.replace('a-1', 'a-2').replace('BUILD', 'SLOT: 2\nBUILD'))),
    ).toEqual(['new unmet-dependency app-misc/a-2']);
    expect(told(gateOf(NEEDY, NEEDY + NEEDY.replace('BUILD', 'REPO: other\nBUILD')))).toEqual([
      'new unmet-dependency app-misc/a-1',
    ]);
  });

  it('to an entry that stays, because its provider is taken away, is new', () => {
    const user = entry('app-misc/a-1', 'RDEPEND: dev-libs/b');
    expect(told(gateOf(user + entry('dev-libs/b-1'), user))).toEqual(['new unmet-dependency app-misc/a-1']);
  });

  it('with a build of other USE beside an equal version is judged for itself', () => {
    const plain = entry('app-misc/a-1', 'BUILD_ID: 1', 'BUILD_TIME: 5', 'IUSE: x');
    const offer = (id: number) =>
      entry(
        'app-misc/a-1',
        `BUILD_ID: ${id}`,
        'BUILD_TIME: 1',
        'IUSE: x',
        'USE: x',
        'RDEPEND: dev-libs/gone',
      );
    expect(told(gateOf(plain, plain + offer(2)))).toEqual(['new unmet-dependency app-misc/a-1']);
    expect(told(gateOf(plain + offer(2), plain + offer(2) + offer(3)))).toEqual([]);
  });
});

describe('worse than before', () => {
  const library = entry('dev-libs/c-2.39');
  const floor = (version: string) => entry('app-misc/a-1', `RDEPEND: >=dev-libs/c-${version}`);

  it('is new, and names what was', () => {
    const answer = gateOf(library + floor('2.40'), library + floor('2.41').replace('a-1', 'a-2'));
    expect(told(answer)).toEqual(['new unmet-dependency app-misc/a-2']);
    const [worse] = answer.findings.filter(({ state }) => state === 'new');
    expect(worse?.worseThan?.data['item']).toBe('>=dev-libs/c-2.40');
  });

  it('is neither a lower floor, nor a higher one of what is not here at all', () => {
    expect(told(gateOf(library + floor('2.41'), library + floor('2.40')))).toEqual([]);
    expect(told(gateOf(floor('2.40'), floor('2.41')))).toEqual([]);
  });
});

describe('a client that holds what is published', () => {
  it('loses what the new version of a library takes away, though no words of its users change', () => {
    const users = ['b', 'c'].map(pn => entry(`dev-libs/${pn}-1`, 'RDEPEND: =dev-libs/core-5.79*')).join('');
    const before = users + entry('dev-libs/core-5.79.0');
    const answer = gateOf(before, before + entry('dev-libs/core-5.82.0'));
    expect(answer.verdict).toBe('fail');
    expect(told(answer)).toEqual([
      'new unmet-dependency dev-libs/b-1 (published)',
      'new unmet-dependency dev-libs/c-1 (published)',
      'new upgrade-blocked dev-libs/core-5.82.0 (published)',
    ]);
    for (const { finding, baseline } of answer.findings)
      if (baseline !== null) expect(finding.severity).toBe('error');
  });

  it('loses nothing that it lacked', () => {
    const before = entry('dev-libs/b-1', 'RDEPEND: =dev-libs/core-5.79*') + entry('dev-libs/core-5.80.0');
    expect(told(gateOf(before, before + entry('dev-libs/core-5.82.0')))).toEqual([]);
  });

  it('keeps what is taken out of the index, which then nobody can install anew', () => {
    const user = entry('app-misc/a-1', 'RDEPEND: dev-libs/b');
    const answer = gateOf(user + entry('dev-libs/b-1'), user);
    expect(answer.findings.filter(({ baseline }) => baseline !== null)).toEqual([]);
    expect(answer.change.removed).toEqual(['dev-libs/b-1']);
  });

  it('that lacked a package lacks no more by the coming of one of another sub-slot', () => {
    const before = entry('app-misc/a-1', 'RDEPEND: dev-libs/b:0/1=');
    const answer = gateOf(before, before + entry('dev-libs/b-2', 'SLOT: 0/2'));
    expect(answer.verdict).toBe('pass');
    expect(told(answer)).toEqual([]);
    expect(told(answer, ['existing'])).toContain('existing slot-operator-stale app-misc/a-1');
  });

  it('is asked by no rule but those of clients, whatever is to run besides', () => {
    const [published, candidate] = [
      entry('app-misc/a-1') + entry('dev-libs/b-1'),
      entry('app-misc/a-2', 'RDEPEND: !dev-libs/b'),
    ].map(text => readScenarioSources(`[binhost]\n${text}`)[0]!);
    const check = { only: ONLY, force: ['blocker-active'] };
    const request = { published: [published!], candidate: candidate!, others: [], inputs: [], rules: RULES };
    expect(told(gate({ ...request, check }))).toEqual([]);
  });

  it('is not asked by rules that are left out', () => {
    const before = entry('dev-libs/b-1', 'RDEPEND: =dev-libs/core-5.79*') + entry('dev-libs/core-5.79.0');
    const skip = ['unmet-dependency', 'upgrade-blocked'];
    expect(told(gateOf(before, before + entry('dev-libs/core-5.82.0'), skip))).toEqual([]);
  });
});

it('tells what changed', () => {
  const before = entry('app-misc/a-1', 'BUILD_ID: 1') + entry('app-misc/b-1') + entry('app-misc/c-1');
  const after =
    entry('app-misc/a-1', 'BUILD_ID: 2', 'BUILD_TIME: 7') +
    entry('app-misc/b-2') +
    entry('app-misc/c-1', 'KEYWORDS: amd64') +
    entry('app-misc/d-1');
  const { change } = gateOf(before, after);
  expect(change).toEqual({
    added: ['app-misc/d-1'],
    rebuilt: [{ from: 'app-misc/a-1-1', to: 'app-misc/a-1-2' }],
    replaced: [{ from: 'app-misc/b-1', to: 'app-misc/b-2' }],
    edited: ['app-misc/c-1'],
    removed: ['app-misc/b-1'],
  });
});

it('has no answer about a candidate that is empty', () => {
  expect(gateOf(entry('app-misc/a-1'), '').verdict).toBe('undecided');
});

it('holds what a file is against the same file where it is live, though nobody looked at it there', () => {
  const digests = (md5: string) => `SIZE: 1\nMD5: ${md5}\nSHA1: s\nBUILD_TIME: 5\nPATH: app-misc/a-1.tbz2\n`;
  const live = readScenarioSources(`[binhost]\n${entry('app-misc/a-1', digests('m'))}`)[0]!;
  const found = (md5: string) => {
    const text = `[binhost]\nVERSION: 0\n\nCPV: app-misc/a-1\n${digests(md5)}\n[file app-misc/a-1.tbz2]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\n${digests(md5)}problem: xpak-damaged\n`;
    const candidate = readScenarioSources(text)[0]!;
    const check = { only: ['container-invalid'] };
    const { findings } = gate({
      published: [{ ...live, files: null }],
      candidate,
      others: [],
      inputs: [],
      rules: RULES,
      check,
    });
    return [...new Set(findings.map(({ state, finding }) => `${state} ${finding.subject.path}`))];
  };
  expect(found('m')).toEqual(['existing app-misc/a-1.tbz2']);
  expect(found('other')).toEqual(['new app-misc/a-1.tbz2']);
});
