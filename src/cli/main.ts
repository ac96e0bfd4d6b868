#!/usr/bin/env node
// Starts the command. The version is told before anything else is loaded: scripts ask for it often.

import * as nodeModule from 'node:module';
import { readVersion } from './read-version.js';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${readVersion()}\n`);
} else {
  // Node 22 and later keep compiled modules for the next start.
  (nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { tuneEngine } = await import('./tune-engine.js');
  tuneEngine();
  const { run } = await import('./run.js');
  await run(args);
}
