// The result of a check to its report.

import { makeUniverse } from '../context.mjs';
import { millisecondsOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const renderReport = {
  name: 'report',
  what: 'findings to report',
  run(context) {
    const { library, seconds } = context;
    const rules = library.RULES;
    const result = library.check(makeUniverse(context), [], rules);
    const style = { width: 80, verbose: false, quiet: false, palette: library.PLAIN };
    const input = { result, rules, tool: { name: 'binpkg-check', version: '0' } };
    const figure = (
      /** @type {string} */ what,
      /** @type {typeof library.renderJson | typeof library.renderText} */ render,
    ) => {
      const time = timeRounds(() => render(input, style), seconds);
      return {
        stage: this.name,
        what: `${what} (${result.findings.length} findings)`,
        ...millisecondsOf(time),
      };
    };
    return [figure('json', library.renderJson), figure('text', library.renderText)];
  },
};
