import { rateTable } from './rate-table';

describe('rateTable', () => {
  it('sorts by median and compares Renwatch with each of the others', () => {
    const table = rateTable([
      { name: 'slow', kind: 'peer', median: 500, low: 450, high: 600 },
      { name: 'Renwatch', kind: 'renwatch', median: 2_000, low: 1_900, high: 2_100 },
      { name: 'least work', kind: 'bound', median: 160_000, low: 99_900, high: 161_000 },
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| least work | bound | 160 k | 99.9 k to 161 k | 0.01 × |',
      '| Renwatch |  | 2.0 k | 1.9 k to 2.1 k |  |',
      '| slow | peer | 500 | 450 to 600 | 4.00 × |',
    ]);
  });
});
