import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/failure.js';
import { indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { audit, explain } from './run-inside.js';

const directory = useTemporaryDirectory();
const QUIET = { progress: false, color: false };

describe('explain FINGERPRINT', () => {
  it('with digits that several findings begin with is wrong usage, which lists them', async () => {
    const source = directory.write('x/Packages', indexText([{ CPV: 'app-misc/a-1', RDEPEND: 'a/b a/c' }]));
    const { text } = await audit(source, { format: 'json', ...QUIET });
    const report = JSON.parse(text);
    const findings = report.findings.slice(0, 2);
    expect(findings).toHaveLength(2);
    for (const [at, finding] of findings.entries()) finding.fingerprint = `aaaaaaaaaaaaaaa${at}`;
    const file = directory.write('report.json', JSON.stringify({ ...report, findings }));
    const asked = explain('aaaa', undefined, { report: file, ...QUIET });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(
      /^2 findings start with these digits.*\n +aaaaaaaaaaaaaaa0 .*\n +aaaa/,
    );
    expect((await explain('aaaaaaaaaaaaaaa1', undefined, { report: file, ...QUIET })).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('aaaa');
  });
});
