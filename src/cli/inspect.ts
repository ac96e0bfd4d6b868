// `inspect FILE...`: what package files say about themselves, and what is wrong with them.

import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { judgePackage } from '../load/judge-package.js';
import { readPackageFile } from '../load/read-package-file.js';
import type { PackageFile } from '../model/package-file.js';
import { chooseWord } from './choose-word.js';
import type { Outcome } from './deliver.js';
import { describeFailure, EXIT, type ExitCode, UsageError } from './failure.js';
import type { InspectFlags } from './flags.js';
import { readVersion } from './read-version.js';
import { settleOutput } from './settle-flags.js';
import { describePackageFile, tellPackageFile } from './tell-package-file.js';
import { makePalette, wantsColour, widthOf } from './terminal.js';

const FORMATS = ['text', 'json', 'ndjson'] as const;

export async function inspect(paths: readonly string[], flags: InspectFlags): Promise<Outcome> {
  const format = chooseWord(flags.format ?? 'text', FORMATS, 'format');
  const output = settleOutput(flags.output);
  const files: PackageFile[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    if (path === '') throw new UsageError('the FILE is empty; give the path of an xpak or gpkg file');
    try {
      // The file itself, wherever links lead to it: the user named it.
      const real = realpathSync(path);
      const file = await readPackageFile(dirname(real), basename(real), { digests: true });
      const whole = { ...file, path: real };
      files.push({ ...file, path, problems: [...file.problems, ...judgePackage(whole)] });
    } catch (error) {
      const { code, text } = describeFailure(error, readVersion());
      if (code !== EXIT.notChecked) throw error;
      notes.push(text);
    }
  }
  const toScreen = output === null;
  const style = {
    width: toScreen ? widthOf(process.stdout) : widthOf({}),
    verbose: flags.verbose === true,
    palette: makePalette(toScreen && wantsColour(process.stdout, process.env, flags.color)),
  };
  const texts: Record<typeof format, () => string> = {
    text: () => files.map(file => tellPackageFile(file, style)).join('\n'),
    json: () =>
      `${JSON.stringify(paths.length === 1 ? (files.map(describePackageFile)[0] ?? null) : files.map(describePackageFile), null, 2)}\n`,
    ndjson: () => files.map(file => `${JSON.stringify(describePackageFile(file))}\n`).join(''),
  };
  return { code: judge(files, notes), text: files.length === 0 ? '' : texts[format](), output, notes };
}

/** A defect that clients meet fails; a part that could not be looked at leaves the question open. */
function judge(files: readonly PackageFile[], notes: readonly string[]): ExitCode {
  const effects = files.flatMap(file => file.problems.map(problem => problem.effect));
  if (notes.length > 0) return EXIT.notChecked;
  if (files.some(file => !describePackageFile(file).valid)) return EXIT.findings;
  return effects.includes('unchecked') ? EXIT.notChecked : EXIT.clean;
}
