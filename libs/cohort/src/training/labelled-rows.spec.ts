import { createHash } from 'node:crypto';

import { labelledRows } from './labelled-rows';

describe('labelled rows', () => {
  it('are the same for the same seed, in every time zone', () => {
    const hash = createHash('sha256');
    for (const row of labelledRows({ seed: 'renwatch', rows: 200 })) hash.update(JSON.stringify(row));
    expect(hash.digest('hex')).toBe('143c5223e0287e644cecf2c2eea63ca9dd684081ec768e04fdca9de9a092f253');
  });

  it('have the wanted share of AKI, in order of time, one patient each', () => {
    const rows = [...labelledRows({ seed: 'share', rows: 1000, akiShare: 0.3 })];
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
