// README and the pages that it leads to tell nothing that is not so: examples, scripts and tables are made and run here.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareText } from '../src/base/compare-text.js';
import { getOrMake } from '../src/base/get-or-make.js';
import { renderRuleTable } from '../src/report/findings/tell-rule.js';
import { sayWays } from '../src/report/words/name-ways.js';
import { RULES } from '../src/rules/index.js';
import { built } from './support/built.js';
import { lacks } from './support/lacks.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = join(ROOT, 'README.md');
const IN_FULL = join(ROOT, 'bindings/README.md');
const RULES_PAGE = join(ROOT, 'bindings/schema/rules.md');
/** Lines: more are not read. */
const MOST_LINES = 200;
const MAIN = built('cli/main.js');
const EXAMPLE = 'audit fixtures/binhost --installed stage3=fixtures/stage3/Packages --fail-on never';

const PAYLOAD =
  'audit fixtures/binhost --payload --no-cache --only symbol-version-unmet,interpreter-path-diverged --fail-on never';

const SCRIPT = `import { check, instanceName, RULES } from 'binpkg-check';
import { loadUniverse } from 'binpkg-check/node';

const { universe, inputs } = await loadUniverse({ source: 'fixtures/binhost' });
const result = check(universe, inputs, RULES, { skip: ['dependency-cycle'] });
for (const { rule, severity, subject, data, causedBy } of result.findings) {
  if (severity === 'error' && causedBy === null) console.log(rule, subject.cpv, data.item ?? data.declared);
}
console.log(universe.judged.map(instanceName).length, 'packages,', result.unusable, 'cannot be used');
`;

const CLIENT_SCRIPT = `import { check, RULES } from 'binpkg-check';
import { loadClient, loadUniverse } from 'binpkg-check/node';

const { universe, inputs } = await loadUniverse({ source: 'fixtures/binhost' });
const desktop = await loadClient({ profile: 'desktop', tree: ['fixtures/profiles/main'] });
const { findings } = check(universe, inputs, RULES, { clients: [desktop], only: ['package-masked'] });
const kinds = new Map(findings.map(({ subject, data }) => [subject.cpv, \`\${data.kind} \${data.tokens}\`]));
console.log(kinds.size, 'packages are masked, wget for', kinds.get('net-misc/wget-1.24.5'));
for (const { file, line, message } of desktop.problems) console.log(file, line, message);
`;

function hasJq(): boolean {
  return spawnSync('jq', ['--version']).status === 0;
}

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

function runScript(text: string): string {
  // Inside the checkout, so that the package finds itself by name as a user's project would.
  const folder = mkdtempSync(join(ROOT, '.tmp-readme-'));
  try {
    writeFileSync(join(folder, 'script.mjs'), text);
    return run(join(folder, 'script.mjs'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tellScript(text: string): string {
  return `\`\`\`js\n${text}\`\`\`\n\n\`\`\`text\n${runScript(text)}\`\`\`\n`;
}

/** Rules by what they need: the first column is what to give. */
function tellInputs(): string {
  const groups = new Map<string, string[]>();
  for (const { id, needs } of [...RULES].sort((a, b) => compareText(a.id, b.id)))
    if (needs.length > 0) getOrMake(groups, sayWays(needs), () => []).push(`\`${id}\``);
  const rows = [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([ways, ids]) => `| ${ways} | ${ids.join(' ')} |`);
  return ['| give | and these run |', '|---|---|', ...rows, ''].join('\n');
}

/** By file, then by name of the part. */
const parts: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  [README]: {
    example: () => `\`\`\`text\n$ npx binpkg-check ${EXAMPLE}\n${run(MAIN, ...EXAMPLE.split(' '))}\`\`\`\n`,
    library: () => tellScript(SCRIPT),
    inputs: tellInputs,
  },
  [IN_FULL]: {
    payload: () => `\`\`\`text\n$ npx binpkg-check ${PAYLOAD}\n${run(MAIN, ...PAYLOAD.split(' '))}\`\`\`\n`,
    client: () => tellScript(CLIENT_SCRIPT),
  },
  [RULES_PAGE]: { rules: () => renderRuleTable(RULES) },
};

const each = Object.entries(parts).flatMap(([file, made]) =>
  Object.entries(made).map(([name, make]) => ({ file, name, make, page: relative(ROOT, file) })),
);

function replacePart(text: string, name: string, made: string): string {
  const pattern = new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
  expect(text, `README has no part "${name}"`).toMatch(pattern);
  return text.replace(pattern, (_, start: string, end: string) => `${start}\n${made}\n${end}`);
}

describe('README', () => {
  it.each(each)('$page has the part "$name" as it is made now', ({ file, name, make }) => {
    const text = readFileSync(file, 'utf8');
    const made = replacePart(text, name, make());
    if (process.env['UPDATE_README'] !== undefined) writeFileSync(file, made);
    else expect(text).toBe(made);
  });

  it('is no longer than is read', () => {
    expect(readFileSync(README, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('has its parts in the order in which somebody new asks', () => {
    const headings = [...readFileSync(README, 'utf8').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Try it',
      'On your binhost',
      'In a pipeline',
      'How to read it',
      'Commands',
      'What enables which rules',
      'Configuration',
      'The library',
      'The report',
      'Payload, signatures, mirrors',
      'Limits',
      'Working on it',
    ]);
  });

  it('leads only to what is there', () => {
    for (const page of [README, IN_FULL, RULES_PAGE, join(ROOT, 'bindings/schema/README.md')]) {
      for (const [, link = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        expect(existsSync(target), `${relative(ROOT, page)}: ${link}`).toBe(true);
        if (anchor === undefined) continue;
        const anchors = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
          heading
            .toLowerCase()
            .replace(/[^\w\s-]/g, '')
            .replace(/\s/g, '-'),
        );
        expect(anchors, link).toContain(anchor);
      }
    }
  });

  it.skipIf(lacks('jq', hasJq()))('has lines for jq that say something of a report', () => {
    const programs = [...readFileSync(README, 'utf8').matchAll(/^jq (-\w) '([^']*)' report\.json/gm)];
    expect(programs.length).toBeGreaterThan(1);
    const report = execFileSync(process.execPath, [MAIN, ...EXAMPLE.split(' '), '--format', 'json'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const [, flag = '', program = ''] of programs) {
      const { stdout, stderr } = spawnSync('jq', [flag, program], { input: report, encoding: 'utf8' });
      expect(stderr, program).toBe('');
      expect(stdout, program).toMatch(/\S/);
      expect(stdout, program).not.toContain('null');
    }
  });

  it('opens with one command that sets up and runs, and one that tests, each in a block of its own', () => {
    const [first, second] = [...readFileSync(README, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(match =>
      match[1]?.trim(),
    );
    expect(first).toBe(`npm ci && npx binpkg-check ${EXAMPLE}`);
    expect(second).toBe('npm test');
  });
});
