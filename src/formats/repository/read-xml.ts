// XML of a stranger's repository as elements: checked first, since the parser alone accepts broken text; bounded in size, depth
// and entities; nothing outside the text is ever read.

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Problem } from '../../base/format-error.js';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** Of the largest known advisory and metadata.xml neither has a fiftieth of this. */
const MOST_CHARACTERS = 1 << 20;
const MOST_NESTED = 32;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Brings numeric references too; entities that the text declares are few, short and never from outside.
  htmlEntities: true,
  processEntities: {
    enabled: true,
    maxEntityCount: 16,
    maxEntitySize: 1000,
    maxTotalExpansions: 20_000,
    maxExpandedLength: 100_000,
  },
  maxNestedTags: MOST_NESTED,
});

/** The root element, or why the text has none. `offset` counts bytes of its UTF-8. */
export function readXml(text: string): XmlElement | Problem {
  const refuse = (code: string, message: string, offset: number | null): Problem => ({
    code,
    message,
    offset,
    effect: 'refused',
  });
  if (text.length > MOST_CHARACTERS)
    return refuse('xml-too-large', `the text is longer than ${MOST_CHARACTERS} characters`, MOST_CHARACTERS);
  const checked = validate(text);
  if (checked !== null) return refuse('xml-invalid', checked.message, checked.offset);
  const nodes = parse(text);
  if (typeof nodes === 'string') return refuse('xml-refused', nodes, null);
  const roots = nodes.map(readNode).filter(node => typeof node !== 'string');
  if (roots.length !== 1) return refuse('xml-invalid', 'there is not exactly one root element', null);
  return roots[0] as XmlElement;
}

function validate(text: string): { readonly message: string; readonly offset: number } | null {
  try {
    const outcome = XMLValidator.validate(text);
    if (outcome === true) return null;
    const { msg, line, col } = outcome.err;
    return { message: withoutStop(msg), offset: offsetOf(text, line, col ?? 1) };
  } catch (error) {
    return { message: messageOf(error), offset: 0 };
  }
}

/** One entry for each node in order: the name of an element with its children, `:@` with its attributes; or `#text`. */
type RawNode = Readonly<Record<string, unknown>>;

/** The nodes, or why the parser refuses: entities beyond the limits or from outside, names that are none. */
function parse(text: string): readonly RawNode[] | string {
  try {
    return parser.parse(text) as readonly RawNode[];
  } catch (error) {
    return messageOf(error);
  }
}

/** Depth is limited by the parser. */
function readNode(node: RawNode): XmlElement | string {
  const text = node['#text'];
  if (text !== undefined) return String(text);
  const name = Object.keys(node).find(key => key !== ':@') ?? '';
  const attributes = Object.entries((node[':@'] ?? {}) as Readonly<Record<string, unknown>>);
  const children = node[name];
  return {
    name,
    attributes: new Map(attributes.map(([key, value]) => [key, String(value)])),
    children: Array.isArray(children) ? (children as readonly RawNode[]).map(readNode) : [],
  };
}

function messageOf(error: unknown): string {
  return withoutStop(error instanceof Error ? error.message : String(error));
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Lines and columns count from 1. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  return new TextEncoder().encode(text.slice(0, Math.min(start + column - 1, text.length))).length;
}

/** Child elements of a name. */
export function elementsOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(child => typeof child !== 'string').filter(child => child.name === name);
}

/** All text inside, white space folded. */
export function textOf(element: XmlElement): string {
  return collect(element).replace(/\s+/g, ' ').trim();
}

function collect(element: XmlElement): string {
  return element.children.map(child => (typeof child === 'string' ? child : collect(child))).join('');
}
