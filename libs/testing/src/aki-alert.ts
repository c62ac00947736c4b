import { randomUUID } from 'node:crypto';
import { AKI_ALERT_SCHEMA, type AkiAlertRecord } from '@renwatch/events';

/** An alert just decided, of nobody real, with an id of its own. */
export function akiAlert(own: Partial<AkiAlertRecord> = {}): AkiAlertRecord {
  return {
    schema: AKI_ALERT_SCHEMA,
    id: randomUUID(),
    patient: { key: 'H|900000017', authority: 'H', mrn: '900000017' },
    observedAt: { local: '202401202243', instant: '2024-01-20T22:43:00.000Z', precision: 'minute' },
    source: 'rule',
    stage: 2,
    criterion: 'ratio-7d',
    creatinineUmolPerL: 161.5,
    baselineUmolPerL: 80,
    model: null,
    decisionId: randomUUID(),
    messageId: 'f'.repeat(32),
    feed: 'ward',
    receivedAt: new Date().toISOString(),
    decidedAt: new Date().toISOString(),
    ...own,
  };
}
