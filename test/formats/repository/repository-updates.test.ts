import { describe, expect, it } from 'vitest';
import {
  compareUpdateFiles,
  readRepositoryUpdates,
} from '../../../src/formats/repository/repository-updates.js';

describe('readRepositoryUpdates', () => {
  it('reads moves and slot moves in order', () => {
    const { updates, problems } = readRepositoryUpdates(
      'move app-misc/a dev-util/a\n\n  slotmove <dev-libs/b-2\t0 2 \r\n',
      '1Q-2024',
    );
    expect(updates).toMatchObject([
      { kind: 'move', from: 'app-misc/a', to: 'dev-util/a', file: '1Q-2024' },
      { kind: 'slotmove', atom: { text: '<dev-libs/b-2' }, from: '0', to: '2', file: '1Q-2024' },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    'rename app-misc/a app-misc/b',
    'move app-misc/a',
    'move app-misc/a app-misc/b app-misc/c',
    'move =app-misc/a-1 app-misc/b',
    'move app-misc/a app-misc/b-1',
    'move a/b/c app-misc/b',
    'slotmove app-misc/a 0',
    'slotmove !app-misc/a 0 1',
    'slotmove app-misc 0 1',
    'slotmove app-misc/a 0/1 1',
    'slotmove app-misc/a 0 -1',
    '# comments are not foreseen',
  ])('skips %s as Portage does, and says where it stands', line => {
    const { updates, problems } = readRepositoryUpdates(`move a/ü b/c\nmove a/b b/c\n${line}`, 'x');
    expect(updates.length).toBe(1);
    expect(problems.map(({ code, offset }) => [code, offset])).toEqual([
      ['update-invalid', 0],
      ['update-invalid', 27],
    ]);
  });
});

describe('compareUpdateFiles', () => {
  it('puts quarters in the order of time, other names behind them', () => {
    const names = ['4Q-2021', '1Q-2022', '2Q-2021', 'extra', '1Q-2021', '4Q-2020', '5Q-2020'];
    expect(names.sort(compareUpdateFiles)).toEqual([
      '4Q-2020',
      '1Q-2021',
      '2Q-2021',
      '4Q-2021',
      '1Q-2022',
      '5Q-2020',
      'extra',
    ]);
  });
});
