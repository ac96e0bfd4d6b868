import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readReport } from '../../src/cli/read-report.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'report.json');
const index = join(folder, 'Packages');
writeFileSync(index, 'VERSION: 0\nPACKAGES: 1\nTIMESTAMP: 5\nCHOST: x\n\nCPV: app-misc/a-1\n\n');
const report = JSON.parse(runCommand(['audit', index, '--format', 'json']).out);

function write(version: string): string {
  writeFileSync(file, JSON.stringify({ ...report, tool: { ...report.tool, version } }));
  return file;
}

describe('readReport', () => {
  it.each(['0.1.0', '0.1.7', '0.9.0', '0.2.0-rc.1'])('reads a report of version %s', async version => {
    expect((await readReport(write(version))).tool.version).toBe(version);
  });

  it.each(['0.0.9', '1.0.0', '2.3.4', 'yesterday'])(
    'refuses one of version %s and says what can be read',
    async version => {
      await expect(readReport(write(version))).rejects.toThrow(/only >=0\.1\.0 <1\.0\.0 can be read/);
    },
  );
});

describe('a report of schema 1', () => {
  const OLD = fileURLToPath(new URL('../../fixtures/reports/report-1.json', import.meta.url));
  const record = JSON.parse(readFileSync(OLD, 'utf8'));

  it('is read, and fits the schema that was published with it', async () => {
    expect(await readReport(OLD)).toEqual(record);
    const published = new URL('../../bindings/schema/report-1.schema.json', import.meta.url);
    const { $schema, $id, title, ...body } = JSON.parse(readFileSync(published, 'utf8'));
    expect({ $id, title }).toEqual({ $id: 'binpkg-check/report/1', title: expect.any(String) });
    expect(Object.keys(body.properties)).toEqual(expect.arrayContaining(['schema', 'findings', 'summary']));
    for (const key of body.required) expect(record).toHaveProperty(key);
    for (const finding of record.findings)
      for (const key of body.properties.findings.items.required) expect(finding).toHaveProperty(key);
  });

  it.each(record.findings as readonly { rule: string; fingerprint: string; subject: { cpv: string } }[])(
    'explain tells its finding of $rule',
    ({ rule, fingerprint, subject }) => {
      const { code, out, err } = runCommand(['explain', fingerprint, '--report', OLD]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const told = out.replace(/\s+/g, ' ');
      expect(told).toContain(rule);
      expect(told).toContain(subject.cpv);
      expect(told).not.toMatch(/undefined|\{\w+\}/);
    },
  );

  it('is refused with the name of what is wrong', async () => {
    writeFileSync(file, JSON.stringify({ ...record, summary: {} }));
    await expect(readReport(file)).rejects.toThrow(/schema binpkg-check\/report\/2 or 1 \('summary/);
  });
});
