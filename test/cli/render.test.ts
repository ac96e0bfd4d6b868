import { describe, expect, it } from 'vitest';
import { render, settleTelling, tellLines, toJson, toNdjson, toText } from '../../src/cli/render.js';
import { PLAIN } from '../../src/report/words/palette.js';

const FORMATS = ['text', 'json', 'ndjson'] as const;
const BARE = { code: 0, notes: [] } as const;

describe('what is told', () => {
  it('is made in the format asked for only, and goes where it is wanted', async () => {
    const made: string[] = [];
    const renderers = {
      text: () => toText(['a', 'b']),
      json: () => {
        made.push('json');
        return toJson({ a: 1 });
      },
      ndjson: () => toNdjson([{ a: 1 }, { b: 2 }]),
    };
    const text = await render(settleTelling({}, FORMATS), renderers, BARE);
    expect(text).toEqual({ code: 0, notes: [], documents: [{ text: 'a\nb\n', output: null }] });
    expect(made).toEqual([]);
    const lines = await render(settleTelling({ format: 'ndjson', output: 'f' }, FORMATS), renderers, BARE);
    const [document] = lines.documents;
    expect(document?.output).toBe('f');
    expect([...(document?.text ?? [])].join('')).toBe('{"a":1}\n{"b":2}\n');
  });

  it('is settled before anything is loaded: mistyped words cost no waiting', () => {
    expect(() => settleTelling({ format: 'jsn' }, FORMATS)).toThrow(
      "there is no format 'jsn'; did you mean 'json'?",
    );
    expect(() => settleTelling({ output: '' }, FORMATS)).toThrow('--output is empty');
    expect(() => settleTelling({ quiet: true, verbose: true }, FORMATS)).toThrow('contradict each other');
  });

  it('is the summary alone where a run is quiet, in one line however long', () => {
    const style = { width: 20, verbose: false, quiet: true, lines: null, palette: PLAIN };
    const tell = ({ width }: { readonly width: number }) => [`wide as ${width}`, 'more'];
    expect(tellLines(style, tell)).toBe('wide as 1000\n');
    expect(tellLines({ ...style, quiet: false }, tell)).toBe('wide as 20\nmore\n');
    expect(tellLines(style, tell, line => line === 'more')).toBe('more\n');
  });
});
