import { parseCreatinine } from '@renwatch/aki';

import { SeededRandom } from '../seeded-random';
import { Cohort } from './cohort';
import { disturbValue } from './disturb-value';

const read = (value: string) => parseCreatinine({ valueType: 'SN', value, unit: 'umol/L' });

describe('values with faults', () => {
  it('are in mg/dL at the requested rate', () => {
    const random = new SeededRandom('units');
    const faults = { unitMixUps: 0.2, nonsense: 0 };
    const sent = Array.from({ length: 2000 }, () => disturbValue('88.4', faults, random));
    expect(new Set(sent)).toEqual(new Set(['88.4', '1.00']));
    expect(sent.filter((value) => value === '1.00').length / 2000).toBeCloseTo(0.2, 1);
  });

  it('are refused as creatinine if they are nonsense', () => {
    const random = new SeededRandom('nonsense');
    for (let draw = 0; draw < 200; draw += 1) {
      expect(read(disturbValue('88.4', { unitMixUps: 0, nonsense: 1 }, random)).ok).toBe(false);
    }
  });

  it('leave the rest of the stream unchanged', () => {
    const clean = [...new Cohort({ seed: 'faults', beds: 50 }).messages({ days: 20 })];
    const options = { seed: 'faults', beds: 50, faults: { unitMixUps: 0.1, nonsense: 0.1 } };
    const faulty = [...new Cohort(options).messages({ days: 20 })];
    expect(faulty).toHaveLength(clean.length);
    let changed = 0;
    faulty.forEach(({ result, bytes }, index) => {
      expect(result?.umolPerL).toBe(clean[index]?.result?.umolPerL);
      if (result && result.sent !== result.umolPerL) changed += 1;
      else expect(bytes).toEqual(clean[index]?.bytes);
    });
    expect(changed).toBeGreaterThan(5);
  });
});
