// Once a run, before any test: is dist/ what the present sources make? Tests that run what was built ask `built`.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly isBuilt: boolean;
  }
}

const BUILD = fileURLToPath(new URL('../../.ci/build.mjs', import.meta.url));

export function setup(project: TestProject): void {
  const { status } = spawnSync(process.execPath, [BUILD, '--check'], { stdio: 'inherit' });
  project.provide('isBuilt', status === 0);
}
