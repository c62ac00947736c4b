import { type JudgedCase } from '../cases/judged-case';
import { chooseThresholds, NEVER } from './choose-thresholds';

type Row = { stage: number; aki: boolean; probability: number };

const choose = (rows: Row[], negativeWeight = 1) =>
  chooseThresholds({
    cases: rows.map(({ stage, aki }) => ({ rule: { stage }, aki }) as JudgedCase),
    probabilities: rows.map(({ probability }) => probability),
    negativeWeight,
  });
const many = (count: number, row: Row) => Array.from({ length: count }, () => row);

describe('chooseThresholds', () => {
  it('puts the hold-back threshold in the middle of what parts AKI from noise', () => {
    const rows = [
      ...many(20, { stage: 1, aki: true, probability: 0.8 }),
      ...many(20, { stage: 1, aki: false, probability: 0.2 }),
    ];
    expect(choose(rows).holdBackThreshold).toBeCloseTo(0.5, 1);
  });

  it('holds back more when noise is commoner than in the rows', () => {
    const rows = [
      ...many(20, { stage: 1, aki: true, probability: 0.8 }),
      ...many(2, { stage: 1, aki: true, probability: 0.3 }),
      ...many(20, { stage: 1, aki: false, probability: 0.3 }),
      ...many(20, { stage: 1, aki: false, probability: 0.1 }),
    ];
    expect(choose(rows, 0.5).holdBackThreshold).toBeLessThan(0.3);
    expect(choose(rows, 10).holdBackThreshold).toBeGreaterThan(0.3);
  });

  it('lets the model alert by itself only where it is right nine times in ten', () => {
    const rows = [
      ...many(5, { stage: 2, aki: true, probability: 0.9 }),
      ...many(20, { stage: 0, aki: true, probability: 0.95 }),
      ...many(20, { stage: 0, aki: false, probability: 0.6 }),
    ];
    expect(choose(rows).alertThreshold).toBe(0.95);
  });

  it.each([
    ['too few were right', many(9, { stage: 0, aki: true, probability: 0.95 })],
    ['too many were wrong', [true, false].flatMap((aki) => many(20, { stage: 0, aki, probability: 0.95 }))],
    ['there are none', []],
  ])('never lets the model alert by itself when %s', (_name, own) => {
    expect(choose([...own, ...many(5, { stage: 2, aki: true, probability: 0.9 })]).alertThreshold).toBe(
      NEVER,
    );
  });
});
