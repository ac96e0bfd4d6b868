// Texts of lines and words: words of the format in wrong places, lines doubled a thousand times, brackets that never close.

const MOST = 2_000_000;
const COMMON = [
  '',
  ' ',
  '\t',
  '\n',
  '\0',
  '\r\n',
  '\ufeff',
  '\u202e',
  '\x1b[2J',
  '\u2028',
  '-1',
  '0',
  '99999999999999999999',
  'x'.repeat(5000),
  '/',
  '../',
  '=',
  ':',
  '#',
  '"',
  "'",
  '\\',
  '*',
  '!',
  '~',
  '@',
  '\ud800',
];

/** `words`: what the format knows. `pairs`: what may stand within itself. */
export function textMutator(words, pairs = []) {
  const known = [...COMMON, ...words, ...words];
  return (bytes, random, samples) => {
    let text = Buffer.from(bytes).toString('utf8');
    for (let left = 1 + random.below(5); left > 0; left--)
      text = change(text, random, samples, known, pairs).slice(0, MOST);
    return Buffer.from(text);
  };
}

/** So often that it fits. */
function timesOf(piece, wanted) {
  return Math.min(wanted, Math.ceil(MOST / (piece.length + 1)));
}

function change(text, random, samples, words, pairs) {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  switch (random.below(12)) {
    case 0:
      lines.splice(at, 1);
      return lines.join('\n');
    case 1:
      lines.splice(
        at,
        0,
        ...Array.from({ length: timesOf(lines[at], random.pick([1, 1, 10, 1000])) }, () => lines[at]),
      );
      return lines.join('\n');
    case 2: {
      const [line] = lines.splice(at, 1);
      lines.splice(random.below(lines.length + 1), 0, line);
      return lines.join('\n');
    }
    case 3: {
      const other = Buffer.from(random.pick(samples)).toString('utf8').split('\n');
      lines.splice(at, 0, ...other.slice(random.below(other.length)).slice(0, 5));
      return lines.join('\n');
    }
    case 4: {
      const parts = lines[at].split(/(\s+)/);
      parts[random.below(parts.length)] = random.pick(words);
      lines[at] = parts.join('');
      return lines.join('\n');
    }
    case 5:
      return text.slice(0, random.below(text.length + 1));
    case 6: {
      const [open, close] = pairs.length === 0 ? ['( ', ' )'] : random.pick(pairs);
      const depth = random.pick([1, 3, 200, 20_000]);
      const to = random.below(text.length + 1);
      const inside = text.slice(to, to + random.below(200));
      const own = open.repeat(depth) + inside + close.repeat(random.pick([depth, 0, depth - 1]));
      return text.slice(0, to) + own + text.slice(to + inside.length);
    }
    case 7: {
      const to = random.below(text.length + 1);
      return text.slice(0, to) + random.pick(words).repeat(random.pick([1, 1, 1, 50, 5000])) + text.slice(to);
    }
    case 8: {
      const from = random.below(text.length + 1);
      return text.slice(0, from) + text.slice(from + 1 + random.below(random.pick([2, 40])));
    }
    case 9: {
      const from = random.below(text.length + 1);
      const own = text.slice(from, from + 1 + random.below(random.pick([3, 60])));
      return text.slice(0, from) + own.repeat(random.pick([2, 20, 3000])) + text.slice(from + own.length);
    }
    default: {
      const to = random.below(text.length + 1);
      return text.slice(0, to) + random.pick(words) + text.slice(to + random.below(3));
    }
  }
}

/** A value of JSON changed within, or its text. */
export function mutateJson(bytes, random, samples) {
  const asText = textMutator(
    ['null', 'true', '[', ']', '{', '}', ',', '1e999', '"__proto__":{}', '\\u0000'],
    [
      ['[', ']'],
      ['{"a":', '}'],
    ],
  );
  if (random.chance(0.2)) return asText(bytes, random, samples);
  try {
    let value = JSON.parse(Buffer.from(bytes).toString('utf8'));
    for (let left = 1 + random.below(4); left > 0; left--) value = changeValue(value, random, 0);
    return Buffer.from(JSON.stringify(value));
  } catch {
    return asText(bytes, random, samples);
  }
}

const VALUES = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  [],
  {},
  'x'.repeat(10_000),
  '\u202e\x1b[2J\n',
  ['a'],
  { a: 1 },
];

function changeValue(value, random, depth) {
  if (typeof value !== 'object' || value === null || random.chance(depth === 0 ? 0.02 : 0.15))
    return random.pick(VALUES);
  if (Array.isArray(value)) {
    const list = [...value];
    const at = random.below(list.length + 1);
    if (random.chance(0.2)) list.splice(at, 1);
    else if (random.chance(0.25))
      list.splice(at, 0, ...Array.from({ length: random.pick([1, 3, 500]) }, () => list[0] ?? null));
    else if (at < list.length) list[at] = changeValue(list[at], random, depth + 1);
    return list;
  }
  const keys = Object.keys(value);
  const key = random.chance(0.05)
    ? random.pick(['__proto__', 'constructor', 'toString', 'length'])
    : random.pick(keys);
  if (key === undefined) return value;
  if (random.chance(0.15)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: changeValue(value[key], random, depth + 1) };
}
