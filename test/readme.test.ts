// README tells nothing that is not so: its example, its library script and its table of rules are made and run here.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderRuleTable } from '../src/report/findings/tell-rule.js';
import { RULES } from '../src/rules/index.js';
import { built } from './support/built.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = join(ROOT, 'README.md');
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

const parts: Readonly<Record<string, () => string>> = {
  example: () => `\`\`\`text\n$ npx binpkg-check ${EXAMPLE}\n${run(MAIN, ...EXAMPLE.split(' '))}\`\`\`\n`,
  payload: () => `\`\`\`text\n$ npx binpkg-check ${PAYLOAD}\n${run(MAIN, ...PAYLOAD.split(' '))}\`\`\`\n`,
  library: () => tellScript(SCRIPT),
  client: () => tellScript(CLIENT_SCRIPT),
  rules: () => renderRuleTable(RULES),
};

function replacePart(text: string, name: string, made: string): string {
  const pattern = new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
  expect(text, `README has no part "${name}"`).toMatch(pattern);
  return text.replace(pattern, (_, start: string, end: string) => `${start}\n${made}\n${end}`);
}

describe('README', () => {
  it.each(Object.entries(parts))('has the part "%s" as it is made now', (name, make) => {
    const text = readFileSync(README, 'utf8');
    const made = replacePart(text, name, make());
    if (process.env['UPDATE_README'] !== undefined) writeFileSync(README, made);
    else expect(text).toBe(made);
  });

  it('opens with one command that sets up and runs, and one that tests, each in a block of its own', () => {
    const [first, second] = [...readFileSync(README, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(match =>
      match[1]?.trim(),
    );
    expect(first).toBe(`npm ci && npx binpkg-check ${EXAMPLE}`);
    expect(second).toBe('npm test');
  });
});
