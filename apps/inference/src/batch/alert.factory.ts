import { AKI_ALERT_SCHEMA, type AkiAlertRecord, type TimeValue } from '@renwatch/events';
import { type Decision } from '../decision/decision';
import { type TimelineResult } from '../timeline/timeline-result';

export interface AlertFactoryOptions {
  /** Made from (patient, result, level, source): a message processed again makes the same alert. */
  alertId: (of: { patientKey: string; resultId: string; level: number; source: string }) => string;
  /** The model's version, for what it had to say. */
  modelVersion: string | null;
  thresholds: { holdBackThreshold: number; alertThreshold: number } | null;
  now: () => Date;
}

/** The alert of a decision that raises one. */
export function alertOf(decision: Decision, options: AlertFactoryOptions): AkiAlertRecord {
  const { draft, level, source, probability } = decision;
  if (source === null || draft.judged === null)
    throw new TypeError('an alert needs a decision that raised one');
  const { outcome } = draft.judged;
  const { modelVersion, thresholds } = options;
  // The one that the probability was held against: the rule's stage 1 has another than the model's own alerts.
  const threshold = source === 'rule' ? thresholds?.holdBackThreshold : thresholds?.alertThreshold;
  return {
    schema: AKI_ALERT_SCHEMA,
    id: options.alertId({ patientKey: draft.patient.key, resultId: draft.result.id, level, source }),
    patient: draft.patient,
    observedAt: observedAtOf(draft.result),
    source,
    stage: outcome.stage,
    criterion: outcome.criterion,
    creatinineUmolPerL: outcome.currentUmolPerL,
    baselineUmolPerL: outcome.baselineUmolPerL,
    model:
      probability === null || modelVersion === null || threshold === undefined
        ? null
        : { probability, threshold, version: modelVersion },
    decisionId: draft.decisionId,
    messageId: draft.message.messageId,
    feed: draft.message.feed,
    receivedAt: draft.message.receivedAt,
    decidedAt: options.now().toISOString(),
  };
}

function observedAtOf({ observedLocal, observedAtMs }: TimelineResult): TimeValue {
  const precision = PRECISIONS[observedLocal.length] ?? 'second';
  return { local: observedLocal, instant: new Date(observedAtMs).toISOString(), precision };
}

/** By the number of digits of an HL7 time. */
const PRECISIONS: Readonly<Record<number, TimeValue['precision']>> = {
  4: 'year',
  6: 'month',
  8: 'day',
  10: 'hour',
  12: 'minute',
  14: 'second',
};
