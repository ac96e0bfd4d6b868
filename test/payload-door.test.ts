// The script of bindings/README.md that reads what is in packages, run as a user's project would.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { built } from './support/built.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCRIPT = [...readFileSync(join(ROOT, 'bindings/README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)]
  .map(([, text = '']) => text)
  .find(text => text.includes('scanOnThreads'));

built('node.js');

describe('payload by the library', () => {
  it('comes as the page has it', () => {
    const folder = mkdtempSync(join(ROOT, '.tmp-readme-'));
    try {
      writeFileSync(join(folder, 'script.mjs'), SCRIPT ?? 'there is none');
      const out = execFileSync(process.execPath, [join(folder, 'script.mjs')], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      const lines = out.trimEnd().split('\n');
      expect(lines).toHaveLength(2);
      for (const line of lines) {
        const [cpv = '', path] = line.split(' ');
        expect(path).toBe(`/usr/share/doc/${cpv.slice(cpv.indexOf('/') + 1)}/README`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
