// Random versions, atoms and specifications, small enough to collide.

import fc from 'fast-check';

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('00', '01', '010', '10', '100', '09', '001') },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String) },
);
const suffix = fc
  .tuple(fc.constantFrom('alpha', 'beta', 'pre', 'rc', 'p'), fc.option(number, { nil: '' }))
  .map(([name, digits]) => `_${name}${digits}`);

export const release = fc
  .tuple(
    fc.array(number, { minLength: 1, maxLength: 3 }),
    fc.option(fc.constantFrom('a', 'b', 'z'), { nil: '' }),
    fc.array(suffix, { maxLength: 2 }),
  )
  .map(([numbers, letter, suffixes]) => numbers.join('.') + letter + suffixes.join(''));

export const version = fc
  .tuple(release, fc.option(number, { nil: null }))
  .map(([text, revision]) => (revision === null ? text : `${text}-r${revision}`));

const flag = fc.constantFrom('x', 'y');
const fallback = fc.constantFrom('', '(+)', '(-)');
/** One default for each flag, as the specification asks. */
const useDependencies = fc
  .tuple(
    fallback,
    fallback,
    fc.array(fc.tuple(flag, fc.constantFrom('%', '-%', '%?', '!%?', '%=', '!%=')), { maxLength: 3 }),
  )
  .map(([forX, forY, asked]) => {
    const parts = asked.map(([name, form]) => form.replace('%', name + (name === 'x' ? forX : forY)));
    return parts.length === 0 ? '' : `[${parts.join(',')}]`;
  });

/** Of two packages, so that atoms meet. */
export const atom = fc
  .tuple(
    fc.constantFrom('', '', '', '', '!', '!!'),
    fc.constantFrom('', '=', '>=', '<=', '<', '>', '~', '*'),
    fc.constantFrom('c/p', 'c/p', 'c/p', 'c/q'),
    version,
    fc.constantFrom('', '', ':0', ':1', ':0/1', ':0/2=', ':=', ':*', ':1='),
    fc.constantFrom('', '', '', '::r', '::s'),
    useDependencies,
  )
  .map(([blocker, operator, name, text, slot, repo, use]) => {
    const versioned =
      operator === ''
        ? name
        : `${operator === '*' ? '=' : operator}${name}-${text}${operator === '*' ? '*' : ''}`;
    return blocker + versioned + slot + repo + use;
  });

const { items } = fc.letrec<{ items: string; item: string }>(tie => ({
  items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map(parts => parts.join(' ')),
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a/b', 'c/d[x?]', '!e/f', 'g/h[x=,-y(+)]', '>=a/b-1:='),
    tie('items').map(inner => `( ${inner} )`),
    tie('items').map(inner => `|| ( ${inner} )`),
    fc
      .tuple(fc.constantFrom('', '!'), fc.constantFrom('x', 'y', 'z'), tie('items'))
      .map(([sign, name, inner]) => `${sign}${name}? ( ${inner} )`),
  ),
}));

/** Dependencies with groups and conditions on x, y and z. */
export const dependencies = items;

export const useSetting = fc.subarray(['x', 'y', 'z']).map(flags => new Set(flags));
