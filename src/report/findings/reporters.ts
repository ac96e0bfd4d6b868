// The formats of the report. A format is one module and one line here; it is loaded when it is asked for.

import type { Reporter } from './reporter.js';

export const REPORTERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  text: async () => (await import('./render-text.js')).renderText,
  json: async () => (await import('./render-json.js')).renderJson,
  ndjson: async () => (await import('./render-ndjson.js')).renderNdjson,
};
