import { describe, expect, it } from 'vitest';
import { applyChange } from '../../src/gate/apply-change.js';
import type { SourceInput } from '../../src/model/build-universe.js';
import type { Payload } from '../../src/model/payload.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { readScenarioSources } from '../support/scenario.js';

const source = (...names: string[]): SourceInput => {
  const text = names.map(name => `CPV: app-misc/${name}\nPATH: ${name}.tbz2\n`).join('\n');
  return readScenarioSources(`[binhost]\n${text}`)[0]!;
};
const names = ({ records }: SourceInput) => records.map(({ CPV }) => CPV);

describe('the next state', () => {
  it('has what comes, in the place of what lay there, and not what goes', () => {
    const { candidate, idle } = applyChange(source('a-1', 'b-1', 'c-1'), {
      add: [source('d-1', 'b-1')],
      remove: [parseAtom('app-misc/a'), parseAtom('app-misc/none')],
    });
    expect(names(candidate)).toEqual(['app-misc/b-1', 'app-misc/c-1', 'app-misc/d-1']);
    expect(candidate.role).toBe('candidate');
    expect(idle.map(({ text }) => text)).toEqual(['app-misc/none']);
  });

  it('has the files and the contents of both, and not those of what goes', () => {
    const looked = (input: SourceInput, ...paths: string[]): SourceInput => ({
      ...input,
      files: new Map(paths.map(path => [path, { path } as never])),
      payloads: new Map(paths.map(path => [path, {} as Payload])),
    });
    const live = looked(source('a-1', 'b-1'), 'a-1.tbz2', 'b-1.tbz2');
    const add = [looked(source('c-1'), 'c-1.tbz2')];
    const { candidate } = applyChange(live, { add, remove: [parseAtom('app-misc/a')] });
    expect([...(candidate.files ?? new Map()).keys()]).toEqual(['b-1.tbz2', 'c-1.tbz2']);
    expect(candidate.payloads?.has('c-1.tbz2')).toBe(true);
    expect(applyChange(live, { add: [source('d-1')], remove: [] }).candidate.files).toBeNull();
  });
});
