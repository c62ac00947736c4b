import { DEAD_LETTER_REASONS, type DeadLetterRecord } from '@renwatch/events';
import { DecisionWatch } from '@renwatch/decisions';
import { createLogger, Metrics } from '@renwatch/runtime';
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

describe('the metrics of inference', () => {
  it('count refused values and letters by reason, each from 0 on', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const observed = new InferenceMetrics({ metrics, logger, watch: new DecisionWatch() });
    const letters = [letter('not-a-number'), letter('merge-incomplete')];
    const intakes = [intake('not-a-number', 1_000), intake('merge-incomplete', 0)];
    observed.batchCommitted({ partition: 0, intakes, changes, letters });
    const text = await metrics.registry.metrics();
    const counted = (name: string) => {
      const samples = text.matchAll(new RegExp(`${name}\\{reason="(\\S+?)".*\\} (\\d+)`, 'g'));
      const counts = [...samples].map(([, reason = '', count]) => [reason, count] as const);
      expect(counts.map(([reason]) => reason)).toEqual(DEAD_LETTER_REASONS.inference);
      return counts.filter(([, count]) => count !== '0');
    };
    expect(counted('inference_refused_values_total')).toEqual([['not-a-number', '1000']]);
    expect(counted('inference_dead_letters_total')).toEqual([
      ['merge-incomplete', '1'],
      ['not-a-number', '1'],
    ]);
  });

  it('count ignored observations by feed, each reason from 0 on', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const observed = new InferenceMetrics({ metrics, logger, watch: new DecisionWatch() });
    const ignored = [{ reason: 'pending', values: 3 }];
    const intakes = [{ ...intake('', 0), refused: [], ignored } as Intake];
    observed.batchCommitted({ partition: 0, intakes, changes, letters: [] });
    const text = await metrics.registry.metrics();
    const counter = /inference_ignored_observations_total\{feed="(\S+?)",reason="(\S+?)".*\} (\d+)/g;
    expect([...text.matchAll(counter)].map(([, ...found]) => found)).toEqual([
      ['ward', 'pending', '3'],
      ['ward', 'unchanged', '0'],
      ['ward', 'not-blood', '0'],
      ['ward', 'without-number', '0'],
      ['ward', 'message-type', '0'],
    ]);
  });

  it('count unread creatinine by feed, each reason from 0 on', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const observed = new InferenceMetrics({ metrics, logger, watch: new DecisionWatch() });
    const codes = [
      { unmapped: 'name', count: 2 },
      { unmapped: null, count: 9 },
      { unmapped: 'name', count: 1 },
    ];
    const seen = { type: 'MDM^T02', codes };
    const intakes = [{ ...intake('', 0), refused: [], seen } as unknown as Intake];
    observed.batchCommitted({ partition: 0, intakes, changes, letters: [] });
    const text = await metrics.registry.metrics();
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
