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
  it('chooses the lowest of equally good hold-back thresholds', () => {
    const rows = [
      ...many(20, { stage: 1, aki: true, probability: 0.99 }),
      ...many(20, { stage: 1, aki: false, probability: 0.01 }),
    ];
    expect(choose(rows).holdBackThreshold).toBeGreaterThan(0.01);
    expect(choose(rows).holdBackThreshold).toBeLessThan(0.02);
  });

  it('holds back more if negatives weigh more', () => {
    const rows = Array.from({ length: 99 }, (_, index) => ({
      stage: 1,
      aki: index % 2 === 0,
      probability: (index + 1) / 100,
    }));
    expect(choose(rows, 0.5).holdBackThreshold).toBeLessThan(choose(rows, 1).holdBackThreshold);
    expect(choose(rows, 10).holdBackThreshold).toBeGreaterThan(choose(rows, 1).holdBackThreshold);
  });

  it('does not depend on labels near the threshold', () => {
    const rows = (unlucky: boolean) => [
      ...many(50, { stage: 1, aki: true, probability: 0.99 }),
      ...many(50, { stage: 1, aki: false, probability: 0.01 }),
      { stage: 1, aki: unlucky, probability: 0.2 },
    ];
    expect(choose(rows(true), 5)).toEqual(choose(rows(false), 5));
  });

  it('lets the model alert if it is precise enough', () => {
    const rows = [
      ...many(5, { stage: 2, aki: true, probability: 0.9 }),
      ...many(20, { stage: 1, aki: true, probability: 0.97 }),
      ...many(1, { stage: 0, aki: true, probability: 0.95 }),
      ...many(20, { stage: 0, aki: false, probability: 0.6 }),
    ];
    expect(choose(rows).alertThreshold).toBe(0.95);
  });

  it('requires AKI to be as likely as not at the served share', () => {
    const rows = [
      ...many(20, { stage: 1, aki: true, probability: 0.97 }),
      ...many(20, { stage: 0, aki: true, probability: 0.85 }),
    ];
    expect(choose(rows).alertThreshold).toBe(0.85);
    expect(choose(rows, 9).alertThreshold).toBe(0.97);
  });

  it.each([
    ['too few alerts were right', many(9, { stage: 0, aki: true, probability: 0.95 })],
    [
      'too many alerts were wrong',
      [true, false].flatMap((aki) => many(20, { stage: 0, aki, probability: 0.95 })),
    ],
    [
      'alerts at stage 0 were wrong',
      [
        ...many(50, { stage: 1, aki: true, probability: 0.95 }),
        ...many(2, { stage: 0, aki: false, probability: 0.96 }),
      ],
    ],
    ['there are no rows', []],
  ])('never lets the model alert alone if %s', (_name, own) => {
    expect(choose([...own, ...many(5, { stage: 2, aki: true, probability: 0.9 })]).alertThreshold).toBe(
      NEVER,
    );
  });
});
