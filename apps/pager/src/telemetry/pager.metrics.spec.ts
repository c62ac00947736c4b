import { createLogger, Metrics, WorkWatch } from '@renwatch/runtime';
import { absentCounters, seriesOf } from '@renwatch/testing';
import { somePage } from '../pager.spec-support';
import { PagerMetrics } from './pager.metrics';

const failure = { attempts: 1, unconfirmed: 1, retryInMs: 200 };
const NOW_MS = Date.parse('2024-01-20T12:00:00.000Z');

describe('PagerMetrics', () => {
  let metrics: Metrics;
  let pager: PagerMetrics;
  let work: WorkWatch;
  let clockMs: number;

  const valueOf = async (series: string) => {
    const lines = (await metrics.registry.metrics()).split('\n');
    return Number(
      lines
        .find((line) => line.startsWith(`renwatch_${series} `))
        ?.split(' ')
        .at(-1),
    );
  };

  beforeEach(() => {
    metrics = new Metrics({ service: 'pager', processMetrics: false });
    clockMs = 0;
    work = new WorkWatch({ stalledAfterMs: 30_000, now: () => NOW_MS, monotonicMs: () => clockMs });
    const logger = createLogger({ service: 'pager', level: 'silent' });
    pager = new PagerMetrics(metrics, logger, work, () => NOW_MS);
  });

  it('exports every counter at 0 from the start', async () => {
    expect(absentCounters(await metrics.registry.metrics())).toEqual([]);
  });

  it.each([
    ['deliveries_total', 'outcome', ['delivered', 'failed', 'refused']],
    [
      'dead_letters_total',
      'reason',
      ['invalid-record', 'mrn-not-pageable', 'page-not-storable', 'page-refused'],
    ],
    ['retracted_pages_total', 'because', ['withdrawn', 'revised', 'history-changed', 'merged']],
    ['failed_attempts_total', 'reason', ['timeout', 'no-answer', 'ECONNREFUSED', 'http-503', 'other']],
  ])('exports each known label of %s at 0 from the start', async (name, label, values) => {
    const expected = Object.fromEntries(values.map((value) => [`${label}="${value}"`, 0]));
    const series = seriesOf(await metrics.registry.metrics(), `renwatch_pager_${name}`);
    expect(series).toMatchObject(expected);
  });

  it('calls delivery stalled until a page arrives or the oldest changes', async () => {
    const owed = (oldestPendingAt: string | null) =>
      pager.backlog({ pending: 2, oldestPendingAt, mostUnconfirmed: 0, retractedAfterDelivery: 0 });
    owed('2024-01-20T11:59:15.000Z');
    pager.failed(somePage(), { ...failure, reason: 'ECONNREFUSED', mayHaveArrived: false });
    clockMs = 30_000;
    expect(work.stalled).toBe('delivery has work and has not moved for 30 s: ECONNREFUSED');
    expect(await valueOf('pager_oldest_owed_alert_age_seconds{service="pager"}')).toBe(45);
    pager.delivered(somePage(), { attempts: 1, requestMs: 1, direct: false });
    expect(work.stalled).toBeUndefined();
    clockMs = 60_000;
    owed('2024-01-20T11:59:15.000Z');
    expect(work.stalled).toBe('delivery has work and has not moved for 30 s');
    owed('2024-01-20T11:59:20.000Z');
    expect(work.stalled).toBeUndefined();
    owed(null);
    clockMs = 90_000;
    expect(work.stalled).toBeUndefined();
  });

  it('measures the age of the oldest undelivered page by its decision', async () => {
    const age = 'pager_oldest_undelivered_page_age_seconds{service="pager"}';
    expect(await valueOf(age)).toBe(0);
    pager.backlog({
      pending: 2,
      oldestPendingAt: '2024-01-20T11:59:15.000Z',
      mostUnconfirmed: 4,
      retractedAfterDelivery: 0,
    });
    expect(await valueOf(age)).toBe(45);
    pager.backlog({ pending: 0, oldestPendingAt: null, mostUnconfirmed: 0, retractedAfterDelivery: 0 });
    expect(await valueOf(age)).toBe(0);
  });

  it('counts unconfirmed attempts and shows the most of one page', async () => {
    for (const mayHaveArrived of [true, false, true])
      pager.failed(somePage(), { ...failure, reason: 'timeout', mayHaveArrived });
    expect(await valueOf('pager_unconfirmed_attempts_total{service="pager"}')).toBe(2);
    pager.backlog({ pending: 1, oldestPendingAt: null, mostUnconfirmed: 3, retractedAfterDelivery: 5 });
    expect(await valueOf('pager_retracted_after_delivery{service="pager"}')).toBe(5);
    expect(await valueOf('pager_most_unconfirmed_attempts{service="pager"}')).toBe(3);
  });

  it('counts retracted pages by cause', async () => {
    pager.retracted(somePage(), 'withdrawn');
    expect(await valueOf('pager_retracted_pages_total{because="withdrawn",service="pager"}')).toBe(1);
  });

  it('counts a refused page as an attempt and as a dead letter', async () => {
    pager.refused(somePage(), { status: 400 });
    expect(await valueOf('pager_deliveries_total{outcome="refused",service="pager"}')).toBe(1);
    expect(await valueOf('pager_dead_letters_total{reason="page-refused",service="pager"}')).toBe(1);
  });

  it('counts failures beyond the bounded reasons as other', async () => {
    for (let code = 0; code < 50; code += 1)
      pager.failed(somePage(), { ...failure, reason: `E${code}`, mayHaveArrived: false });
    expect(await valueOf('pager_failed_attempts_total{reason="other",service="pager"}')).toBe(10);
  });
});
