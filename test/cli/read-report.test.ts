import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
