import { Latencies } from '../report/latencies';
import { type Figures, figuresTable } from './figures-table';

const figures = (over: Partial<Figures> = {}): Figures => ({
  acknowledged: 12_443,
  deadLetters: 0,
  newDecisions: 10_184,
  newPages: 300,
  decisions: 10_184,
  pages: 300,
  latencies: new Latencies(),
  latencyFrom: 'send to page',
  models: ['1.0.0'],
  scores: undefined,
  comparison: undefined,
  ...over,
});

describe('the table of figures', () => {
  it('omits unmeasured figures', () => {
    expect(figuresTable(figures())).toEqual([
      'Figures',
      '  messages acknowledged   12,443',
      '  dead letters            0',
      '  decisions, new / total  10,184 / 10,184',
      '  pages, new / total      300 / 300',
      '  model                   1.0.0',
    ]);
  });

  it('has latencies, scores and the comparison with its differences', () => {
    const latencies = new Latencies();
    for (const ms of [10, 20, 900]) latencies.add(ms);
    const score = {
      precision: 0.331,
      recall: 0.9966,
      f3: 0.8298,
      truePositives: 290,
      falsePositives: 586,
      falseNegatives: 1,
    };
    const table = figuresTable(
      figures({
        latencies,
        scores: { pages: score, ruleAlone: score },
        comparison: { compared: 2, equal: 1, differences: ['1,2: stage 0 recorded, stage 1 expected'] },
      }),
    ).join('\n');
    expect(table).toContain('p50 / p90 / p99 send to page  20 ms / 900 ms / 900 ms');
    expect(table).toContain('0.830 (precision 0.331, recall 0.997; 290 right, 586 wrong, 1 missed)');
    expect(table).toContain('1 of 2 equal');
    expect(table).toContain('  ✖ 1,2: stage 0 recorded, stage 1 expected');
  });
});
