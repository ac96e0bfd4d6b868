import { describe, expect, it } from 'vitest';
import { elementsOf, readXml, textOf, type XmlElement } from '../../../src/formats/repository/read-xml.js';

function read(text: string): XmlElement {
  const root = readXml(text);
  if ('code' in root) throw new Error(root.message);
  return root;
}

function refusal(text: string) {
  const root = readXml(text);
  return 'code' in root ? [root.code, root.offset] : null;
}

describe('readXml', () => {
  it('gives elements in order, with attributes and mixed text', () => {
    const root = read(
      '<?xml version="1.0"?>\n<a b="c &amp; d"><!-- no --><p>one <q>two</q> three</p><p/></a>',
    );
    expect([root.name, root.attributes.get('b')]).toEqual(['a', 'c & d']);
    expect(elementsOf(root, 'p').map(textOf)).toEqual(['one two three', '']);
    expect(elementsOf(root, 'q')).toEqual([]);
  });

  it('decodes what XML knows by itself, once', () => {
    expect(textOf(read('<a>&lt;&gt;&amp;&quot;&apos;&#39;&#x41;</a>'))).toBe("<>&\"''A");
    expect(textOf(read('<a>&amp;lt; &amp;#39;</a>'))).toBe('&lt; &#39;');
    expect(textOf(read('<a><![CDATA[<b> &amp;]]></a>'))).toBe('<b> &amp;');
  });

  it('says at which byte a broken text breaks', () => {
    expect(refusal('<a>\n<ü></b></a>')).toEqual(['xml-invalid', 8]);
    expect(refusal('<a a="1" a="2"/>')?.[0]).toBe('xml-invalid');
    expect(refusal('')?.[0]).toBe('xml-invalid');
    expect(refusal('words')).toEqual(['xml-invalid', 0]);
    expect(refusal('<a/><b/>')).toEqual(['xml-invalid', null]);
  });

  it('reads nothing from outside, and expands little', () => {
    const external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    expect(refusal(external)).toEqual(['xml-refused', null]);
    const many = Array.from({ length: 40 }, (_, at) => `<!ENTITY e${at} "x">`).join('');
    expect(refusal(`<!DOCTYPE a [${many}]><a>&e1;</a>`)).toEqual(['xml-refused', null]);
    const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(900)}">]><a>${'&x;'.repeat(10_000)}</a>`;
    expect(refusal(bomb)).toEqual(['xml-refused', null]);
    const laughs = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;"><!ENTITY n "&m;&m;&m;">]><a>&n;</a>';
    expect(textOf(read(laughs)).length).toBeLessThan(10);
    expect(textOf(read('<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a>b</a>'))).toBe('b');
  });

  it('bounds size and depth', () => {
    expect(refusal(`<a>${' '.repeat(1 << 20)}</a>`)?.[0]).toBe('xml-too-large');
    expect(refusal(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`)?.[0]).toBe('xml-refused');
    expect(refusal('<a>'.repeat(100_000))?.[0]).toBe('xml-invalid');
  });

  it('takes names of properties for what they are, or refuses them', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const root = readXml(`<${name} ${name}="1"><${name}/></${name}>`);
      if (!('code' in root)) expect(root.name).toContain(name.replaceAll('_', ''));
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
