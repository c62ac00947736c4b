import { type DeliveredPage } from './delivered-page';
import { Latencies } from './latencies';
import { pageLine } from './page-line';
import { summaryLine } from './summary-line';

const page: DeliveredPage = {
  alertId: '00000000-0000-0000-0000-000000000001',
  mrn: '900000031',
  observedLocal: '20240331220900',
  source: 'rule',
  stage: 2,
  creatinineUmolPerL: 212.4,
  baselineUmolPerL: 98.2,
  probability: 0.97,
  receivedAt: '2024-03-31T22:09:30.000Z',
  deliveredAt: '2024-03-31T22:09:30.038Z',
};

describe('the line of a page', () => {
  it('has time, MRN, stage, creatinine against baseline and milliseconds', () => {
    expect(pageLine(page, 38.4)).toMatch(
      /^\d\d:\d\d:30 {2}page 900000031 {2}stage 2 {2}212 µmol\/L against 98 {2}38 ms {2}result of 2024-03-31 22:09$/,
    );
  });

  it("shows a model's alert and a missing baseline", () => {
    const line = pageLine({ ...page, source: 'model', stage: 0, baselineUmolPerL: null }, 1);
    expect(line).toContain('model 97%  212 µmol/L without a baseline');
  });
});

describe('latencies', () => {
  it('give quantiles of the newest values up to a bound', () => {
    const latencies = new Latencies(10);
    for (let ms = 1; ms <= 20; ms += 1) latencies.add(ms);
    expect(latencies.count).toBe(10);
    expect([0, 0.5, 0.9, 1].map((share) => latencies.quantile(share))).toEqual([11, 15, 19, 20]);
  });

  it('have no quantile while there are none', () => {
    expect(new Latencies().quantile(0.5)).toBeUndefined();
  });
});

describe('the summary line', () => {
  const figures = { acknowledged: 12_443, decisions: 1, alerts: 2, pagesDelivered: 2, deadLetters: 0 };

  it('shows counts and latencies', () => {
    const latencies = new Latencies();
    for (const ms of [10, 20, 30]) latencies.add(ms);
    expect(summaryLine({ ...figures, latencies })).toBe(
      '— 12,443 messages acknowledged · 1 decision · 2 alerts · 2 pages delivered · p50 20 ms, p90 30 ms · 0 dead letters',
    );
  });

  it('omits the latency without pages', () => {
    expect(summaryLine({ ...figures, latencies: new Latencies() })).not.toContain('p50');
  });
});
