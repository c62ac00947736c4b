import { type Decision } from '@renwatch/decisions';
import { AKI_ALERT_SCHEMA, type AkiAlertRecord, type TimeValue } from '@renwatch/events';

export interface AlertFactoryOptions {
  /** Makes the id from what it identifies, so that a message processed again makes the same alert. */
  alertId: (of: { patientKey: string; resultId: string; level: number; source: string }) => string;
  now: () => Date;
}

/**
 * Returns the alert of a decision that raises one.
 * @throws TypeError for any other decision
 */
export function alertOf(decision: Decision, { alertId, now }: AlertFactoryOptions): AkiAlertRecord {
  const { patient, resultId, level, source, creatinineUmolPerL } = decision;
  if (source === null || creatinineUmolPerL === null)
    throw new TypeError('an alert needs a decision that raised one');
  return {
    schema: AKI_ALERT_SCHEMA,
    id: alertId({ patientKey: patient.key, resultId, level, source }),
    patient,
    observedAt: observedAtOf(decision),
    source,
    stage: decision.stage,
    criterion: decision.criterion,
    creatinineUmolPerL,
    baselineUmolPerL: decision.baselineUmolPerL,
    model: modelOf(decision),
    decisionId: decision.id,
    messageId: decision.messageId,
    feed: decision.feed,
    receivedAt: decision.receivedAt,
    decidedAt: now().toISOString(),
  };
}

/** With the threshold that applied: the rule's stage 1 has another than the model's own alerts. */
function modelOf(decision: Decision): AkiAlertRecord['model'] {
  const { source, probability, modelVersion: version, holdBackThreshold, alertThreshold } = decision;
  const threshold = source === 'rule' ? holdBackThreshold : alertThreshold;
  if (probability === null || version === null || threshold === null) return null;
  return { probability, threshold, version };
}

function observedAtOf({ observedLocal, observedAtMs }: Decision): TimeValue {
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
