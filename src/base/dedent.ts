// Template literals whose lines are indented as the code around them.

/** What the template says without the indentation that its lines share, from the line after the backtick; values stay as they are. */
export function dedent(template: TemplateStringsArray, ...values: readonly string[]): string {
  const lines = template.join(VALUE).split('\n');
  const [first = '', ...others] = lines;
  const indents = others.filter(line => line.trim() !== '').map(line => line.search(/\S/));
  const indent = Math.min(...indents);
  const texts = others.map(line => (line.trim() === '' ? '' : line.slice(indent)));
  if (first.trim() !== '') texts.unshift(first);
  const [head = '', ...rest] = texts.join('\n').split(VALUE);
  return head + rest.map((text, at) => `${values[at]}${text}`).join('');
}

/** Stands for a value while lines are measured. */
const VALUE = '\0';
