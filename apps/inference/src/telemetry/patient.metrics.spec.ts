import { type Decision, type PatientEvent } from '@renwatch/decisions';
import { Metrics } from '@renwatch/runtime';
import { type Intake } from '../intake/intake';
import { PatientMetrics } from './patient.metrics';

const observed = () => {
  const metrics = new Metrics({ service: 'spec', processMetrics: false });
  const patientMetrics = new PatientMetrics(metrics);
  const text = () => metrics.registry.metrics();
  const counted = async (name: string) => {
    const found = (await text()).matchAll(new RegExp(`${name}\\{.*reason="(\\S+?)".*\\} (\\d+)`, 'g'));
    return Object.fromEntries([...found].map(([, reason = '', value]) => [reason, Number(value)]));
  };
  return { patientMetrics, counted, text };
};

describe('the metrics of patients', () => {
  it('count merges without effect by reason, known ones from the start', async () => {
    const { patientMetrics, counted } = observed();
    const events = [
      { type: 'MergeIgnored', reason: 'older' },
      { type: 'PatientsMerged', isUnmatched: true },
      { type: 'PatientsMerged', isUnmatched: false },
    ] as PatientEvent[];
    patientMetrics.happened(events);
    expect(await counted('inference_merges_without_effect_total')).toEqual({
      ...{ resent: 0, 'same-number': 0, 'already-merged': 0, older: 1, 'number-never-seen': 1 },
    });
  });

  it('count second numbers of results by feed, from the start', async () => {
    const { patientMetrics, text } = observed();
    patientMetrics.exportFeeds(['ward', 'lab']);
    patientMetrics.happened([
      { type: 'ResultRevised', isSecondNumber: true, message: { feed: 'lab' } },
      { type: 'ResultRevised', message: { feed: 'lab' } },
    ] as PatientEvent[]);
    expect(await text()).toMatch(/second_numbers_total\{feed="lab",.*\} 1\n/);
    expect(await text()).toMatch(/second_numbers_total\{feed="ward",.*\} 0\n/);
  });

  it('count confirmations of results that never came', async () => {
    const { patientMetrics, text } = observed();
    patientMetrics.exportFeeds(['ward', 'lab']);
    patientMetrics.happened([{ type: 'ConfirmationUnmatched', message: { feed: 'lab' } }] as PatientEvent[]);
    expect(await text()).toMatch(/unmatched_confirmations_total\{feed="lab",.*\} 1\n/);
    expect(await text()).toMatch(/unmatched_confirmations_total\{feed="ward",.*\} 0\n/);
  });

  it('count withheld alerts by reason, known ones from the start', async () => {
    const { patientMetrics, counted } = observed();
    patientMetrics.decided([{ withheld: 'deceased' }, { withheld: null }] as Decision[]);
    expect(await counted('inference_alerts_withheld_total')).toEqual({
      ...{ 'past-message': 0, deceased: 1, 'old-result': 0, 'old-message': 0 },
    });
  });

  it('count unread messages of a feed by reason, from the start', async () => {
    const { patientMetrics, counted } = observed();
    patientMetrics.exportFeeds(['ward']);
    patientMetrics.read([
      { feed: 'ward', unread: 'type-not-read' },
      { feed: 'ward', unread: null },
    ] as Intake[]);
    expect(await counted('inference_unread_messages_total')).toEqual({
      ...{ 'type-missing': 0, 'type-not-read': 1, 'patient-link': 0, 'merge-event-not-read': 0 },
    });
  });
});
