import { createHash } from 'node:crypto';

import { labelledRows } from './labelled-rows';

describe('labelledRows', () => {
  it('are equal for the same seed, in every time zone', () => {
    const hash = createHash('sha256');
    for (const row of labelledRows({ seed: 'renwatch', rows: 200 })) hash.update(JSON.stringify(row));
    expect(hash.digest('hex')).toBe('2f01cc3b751bc7c5008cf8e3262491cb696daee90a8936114a88fa25f8c50ff6');
  });

  it('have a full year of history, as in a running feed', () => {
    const observed = [...labelledRows({ seed: 'year', rows: 50 })].map(({ results }) => {
      const last = results.at(-1)?.observedAtMs ?? 0;
      return last - Date.UTC(2024, 0, 1);
    });
    expect(Math.min(...observed)).toBeGreaterThanOrEqual(365 * 86_400_000);
  });

  it('have the requested share of AKI, one patient each', () => {
    const rows = [...labelledRows({ seed: 'share', rows: 400, akiShare: 0.3 })];
    const share = rows.filter((row) => row.aki).length / rows.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.05);
    for (const { results, ageYears } of rows) {
      expect(ageYears).not.toBeNull();
      results.forEach((result, index) =>
        expect(result.observedAtMs).toBeGreaterThan(results[index - 1]?.observedAtMs ?? 0),
      );
    }
  });
});
