import { applyPolicy, nhsEnglandRule } from '@renwatch/aki';
import { DEAD_LETTER_REASONS, type DeadLetterRecord } from '@renwatch/events';
import { DecisionWatch } from '@renwatch/decisions';
import { IGNORED_REASONS, UNMAPPED_REASONS, UNREAD_REASONS } from '@renwatch/intake';
import { createLogger, Metrics, WorkWatch } from '@renwatch/runtime';
import { absentCounters, seriesOf } from '@renwatch/testing';
import { type Intake } from '../intake/intake';
import { InferenceMetrics } from './inference.metrics';

const changes = { patients: [], events: [], decisions: [], alerts: [] };
const logger = createLogger({ service: 'spec', level: 'silent' });
const letter = (reason: string) => ({ reason, source: { offset: '1' } }) as unknown as DeadLetterRecord;
const intake = (reason: string, values: number) =>
  ({
    messageId: 'm',
    feed: 'ward',
    refused: [{ letter: letter(reason), values }],
    ignored: [],
    seen: { type: 'ORU^R01', codes: [] },
  }) as unknown as Intake;

const observe = (feeds: readonly string[] = []) => {
  const metrics = new Metrics({ service: 'spec', processMetrics: false });
  const work = new WorkWatch({ stalledAfterMs: 0 });
  const observed = new InferenceMetrics({ metrics, logger, watch: new DecisionWatch(), work });
  observed.feedsKnown(feeds);
  return { observed, work, scrape: () => metrics.registry.metrics() };
};

describe('the metrics of inference', () => {
  it('count refused values by reason, not the letters that hold them', async () => {
    const { observed, scrape } = observe();
    const letters = [letter('not-a-number'), letter('merge-incomplete')];
    const intakes = [intake('not-a-number', 1_000), intake('merge-incomplete', 0)];
    observed.batchCommitted({ partition: 0, intakes, changes, letters });
    const text = await scrape();
    const counted = (name: string) =>
      Object.entries(seriesOf(text, `renwatch_inference_${name}`)).filter(([, value]) => value > 0);
    expect(counted('refused_values_total')).toEqual([['reason="not-a-number"', 1_000]]);
    expect(counted('dead_letters_total')).toEqual([
      ['reason="merge-incomplete"', 1],
      ['reason="not-a-number"', 1],
    ]);
  });

  it('tell why work is stalled until a batch is committed', () => {
    const { observed, work } = observe();
    observed.batchDelayed(0, new Error('53100: disk full'));
    expect(work.stalled).toContain('partition 0 has work and has not moved for 0 s: 53100: disk full');
    observed.batchCommitted({ partition: 0, intakes: [], changes, letters: [] });
    expect(work.stalled).not.toContain('53100');
  });

  it('count ignored observations by feed, each reason from 0 on', async () => {
    const { observed, scrape } = observe();
    const ignored = [{ reason: 'pending', values: 3 }];
    const intakes = [{ ...intake('', 0), refused: [], ignored } as Intake];
    observed.batchCommitted({ partition: 0, intakes, changes, letters: [] });
    const text = await scrape();
    const counter = /inference_ignored_observations_total\{feed="(\S+?)",reason="(\S+?)".*\} (\d+)/g;
    expect([...text.matchAll(counter)].map(([, ...found]) => found)).toEqual([
      ['ward', 'pending', '3'],
      ['ward', 'unchanged', '0'],
      ['ward', 'not-blood', '0'],
      ['ward', 'without-number', '0'],
      ['ward', 'message-type', '0'],
      ['ward', 'birth-date-unreadable', '0'],
    ]);
  });

  it('count unread creatinine by feed, each reason from 0 on', async () => {
    const { observed, scrape } = observe();
    const codes = [
      { unmapped: 'name', count: 2 },
      { unmapped: null, count: 9 },
      { unmapped: 'name', count: 1 },
    ];
    const seen = { type: 'MDM^T02', codes };
    const intakes = [{ ...intake('', 0), refused: [], seen } as unknown as Intake];
    observed.batchCommitted({ partition: 0, intakes, changes, letters: [] });
    const text = await scrape();
    const counted = (name: string) =>
      [...text.matchAll(new RegExp(`${name}\\{feed="ward",reason="(\\S+?)".*\\} (\\d+)`, 'g'))].map(
        ([, ...found]) => found,
      );
    expect(counted('inference_unmapped_creatinine_total')).toEqual([
      ['name', '3'],
      ['unit', '0'],
      ['message-type', '0'],
    ]);
  });
});

describe('the counters of inference that has just started', () => {
  const BY_FEED = [
    ...['ignored_observations', 'unmapped_creatinine', 'unread_messages', 'unit_changes'],
    ...['second_numbers', 'unmatched_confirmations'],
  ];
  const absent = BY_FEED.map((name) => `renwatch_inference_${name}_total`);

  it('are all there if its feeds are known', async () => {
    expect(absentCounters(await observe(['ward']).scrape())).toEqual([]);
  });

  it('are there with the first message of an unknown feed', async () => {
    const { observed, scrape } = observe();
    expect(absentCounters(await scrape()).sort()).toEqual([...absent].sort());
    observed.batchCommitted({ partition: 0, intakes: [intake('', 0)], changes, letters: [] });
    expect(absentCounters(await scrape())).toEqual([]);
  });

  it.each([
    ['dead_letters_total', DEAD_LETTER_REASONS.inference],
    ['refused_values_total', DEAD_LETTER_REASONS.inference],
  ])('have each reason of %s at 0', async (name, reasons) => {
    const expected = Object.fromEntries(reasons.map((reason) => [`reason="${reason}"`, 0]));
    expect(seriesOf(await observe().scrape(), `renwatch_inference_${name}`)).toEqual(expected);
  });

  it.each([
    ['ignored_observations_total', IGNORED_REASONS],
    ['unmapped_creatinine_total', UNMAPPED_REASONS],
    ['unread_messages_total', UNREAD_REASONS],
  ])('have each reason of %s at 0 for a known feed', async (name, reasons) => {
    const expected = Object.fromEntries(reasons.map((reason) => [`feed="ward",reason="${reason}"`, 0]));
    expect(seriesOf(await observe(['ward']).scrape(), `renwatch_inference_${name}`)).toEqual(expected);
  });

  it('have every verdict of rule and model at 0, and no other', async () => {
    const subject = { birthDate: '1930-01-01', sex: 'M' } as const;
    const day = 86_400_000;
    const earlier = [{ id: 'a', observedAtMs: 0, umolPerL: 100 }];
    const models = [0, 0.5, 1].map((probability) => ({
      ...{ probability, info: { holdBackThreshold: 0.2, alertThreshold: 0.8 } },
      ...{ inside: true, outsideReasons: [] },
    }));
    const verdicts = [110, 160, 210, 310].flatMap((umolPerL) => {
      const rule = nhsEnglandRule.decide({ id: 'b', observedAtMs: 3 * day, umolPerL }, earlier, subject);
      return [null, ...models].map((model) => {
        const { level, source } = applyPolicy({ rule, model });
        return [`stage="${rule.stage}",level="${level}",source="${source ?? 'none'}"`, 0] as const;
      });
    });
    const series = seriesOf(await observe().scrape(), 'renwatch_inference_decisions_total');
    expect(series).toEqual(Object.fromEntries(verdicts));
  });
});
