// Preloaded into the command by a test: writes the modules that were loaded to the file named in MODULE_LIST.

import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

const list = process.env.MODULE_LIST;
const hooks = `
import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(list)}, url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
// What CommonJS modules require is not seen by the hooks.
const { cache } = createRequire(import.meta.url);
process.on('exit', () => appendFileSync(list, Object.keys(cache).join('\n')));
