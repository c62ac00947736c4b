import { DAY_MS } from '../patient/figures';
import { SeededRandom } from '../seeded-random';
import { drawInjury, injuryRatio } from './injury';

describe('an injury', () => {
  const random = new SeededRandom('injury');
  const injuries = Array.from({ length: 300 }, () => drawInjury(random, 0));

  it('starts at the baseline and reaches its peak', () => {
    for (const injury of injuries) {
      expect(injuryRatio(injury, injury.onsetMs)).toBe(1);
      expect(injuryRatio(injury, injury.peakMs)).toBeCloseTo(injury.peakRatio);
      expect(injuryRatio(injury, injury.plateauEndMs)).toBe(injury.peakRatio);
    }
  });

  it('recovers to its final ratio within two months', () => {
    for (const injury of injuries) {
      expect(injuryRatio(injury, injury.plateauEndMs + 60 * DAY_MS)).toBeCloseTo(injury.finalRatio, 3);
    }
  });

  it('peaks in the range of its stage', () => {
    const lowest = { 1: 1.5, 2: 2, 3: 3 };
    for (const injury of injuries) expect(injury.peakRatio).toBeGreaterThanOrEqual(lowest[injury.stage]);
    expect(new Set(injuries.map((injury) => injury.stage)).size).toBe(3);
  });
});
