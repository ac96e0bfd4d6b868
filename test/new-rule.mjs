// `npm run new-rule ID`: a rule with every blank to fill, and its lines in the list. Blanks say FILL; the harness of all rules
// (test/rules/rules.test.ts) fails until none is left and the examples yield what they expect.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const id = process.argv[2] ?? '';
const path = `src/rules/${id}.ts`;
const list = 'src/rules/index.ts';

if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))
  fail('usage: npm run new-rule SUBJECT-DEFECT, as in symlink-dangling');
if (!existsSync(list)) fail(`there is no ${list} here`);
if (existsSync(path)) fail(`${path} exists already`);

const name = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
writeFileSync(path, writeRule());
writeFileSync(list, addToList(readFileSync(list, 'utf8')));
console.log(`${path} is there, and has its lines in ${list}. Next:

  1. Fill each FILL, from top to bottom. Delete the comments that only tell what to fill in.
  2. npm run format
  3. npx vitest run --config test/vitest.config.ts test/rules/rules.test.ts -t ${id}
  4. What the examples cannot tell has a test of its own: test/rules/${id}.test.ts
  5. npm run build && UPDATE_README=1 npx vitest run --config test/vitest.config.ts test/readme.test.ts`);

function writeRule() {
  return `// FILL: what is judged, in domain words, with the section of PMS or the GLEP that it rests on.

import { dedent } from '../base/dedent.js';
import type { BinaryPackage } from '../model/package.js';
import { defineRule } from './kit/rule.js';

export const ${name} = defineRule({
  id: '${id}',
  // What it is unless a message says otherwise: error (clients break), warning, or info.
  severity: 'warning',
  // What the visitor at the end is shown: package, component (a cycle), or index (once, all of it).
  scope: 'package',
  // What it cannot run without (\`Need\` in kit/rule.ts); without one of them the rule is listed as not run.
  needs: [],
  // Keys of the data that name what is wrong, whatever the build; \`worse\`: the one whose version orders two of them.
  kin: { fields: ['item'] },
  documentation: {
    what: 'FILL: what holds where all is well, in one sentence.',
    why: 'FILL: what happens to a client if it does not.',
    remedy: 'FILL: what the maintainer of the binhost does about it.',
    source: 'FILL: section of PMS, GLEP, bug, or the place in Portage.',
  },
  // Templates: {item} of the data, [[ left out where a value is missing ]], ((one|many)); see \`Message\` in kit/rule.ts.
  messages: {
    wrong: {
      text: 'FILL: the single finding, said without its subject, as in: needs {item}',
      remedy: 'FILL: what to do, imperative',
      cause: '{item}',
      title: 'FILL: heading of one cause, with {item}',
      family: 'FILL: heading of several: {causes} of them',
    },
  },
  // Pairs that differ by the smallest edit; \`expect\` names a message for each finding of \`bad\`, and each message occurs.
  examples: [
    {
      bad: dedent\`
        [binhost]
        CPV: app-misc/a-1
        RDEPEND: FILL
      \`,
      good: dedent\`
        [binhost]
        CPV: app-misc/a-1
      \`,
      expect: ['wrong'],
    },
  ],
  create({ report }) {
    return {
      package(pkg) {
        const item = faultOf(pkg);
        // \`identity\` tells findings on one package apart. What others follow from, or this one follows: kit/anchor.ts.
        if (item !== null) report({ message: 'wrong', package: pkg, data: { item }, identity: [item] });
      },
    };
  },
});

/** FILL: the judgement. */
function faultOf(_pkg: BinaryPackage): string | null {
  return null;
}
`;
}

/** @param {string} text */
function addToList(text) {
  const lines = text.split('\n');
  insert(lines, /^import \{ \w+ \} from '\.\/([a-z0-9-]+)\.js';$/, `import { ${name} } from './${id}.js';`);
  insert(lines, /^ {2}(\w+),$/, `  ${name},`, rule => idOf(text, rule));
  return lines.join('\n');
}

/**
 * Before the first line of the kind whose id comes later, or after the last.
 * @param {string[]} lines
 * @param {RegExp} kind
 * @param {string} line
 * @param {(found: string) => string} [toId]
 */
function insert(lines, kind, line, toId = found => found) {
  const found = lines.flatMap((text, at) => {
    const match = kind.exec(text);
    const other = match === null ? null : toId(match[1] ?? '');
    return other === null ? [] : [{ at, other }];
  });
  const next = found.find(({ other }) => other > id);
  lines.splice(next?.at ?? (found.at(-1)?.at ?? -1) + 1, 0, line);
}

/** Null of what is no rule, such as the names that the list hands on. @param {string} text @param {string} rule */
function idOf(text, rule) {
  return new RegExp(`^import \\{ ${rule} \\} from '\\./([a-z0-9-]+)\\.js';$`, 'm').exec(text)?.[1] ?? null;
}

/** @param {string} why @returns {never} */
function fail(why) {
  console.error(why);
  process.exit(2);
}
