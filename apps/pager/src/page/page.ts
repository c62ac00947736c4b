import { type AkiAlertRecord } from '@renwatch/events';

/** What is owed to the pager for one alert. */
export interface Page {
  alertId: string;
  /** Bare, as the feed sent it. */
  mrn: string;
  /** 4 to 14 digits, the result's own local time. */
  observedLocal: string;
  /** `MRN,YYYYMMDDhhmmss`. */
  body: string;
  source: string;
  level: number;
  /** ISO 8601, as is the next. */
  receivedAt: string;
  decidedAt: string;
}

/** What a time that was not given to the second is filled up with: the first month, the first day, midnight. */
const FILL = '00000101000000';

export function pageOf(alert: AkiAlertRecord): Page {
  const { local } = alert.observedAt;
  return {
    alertId: alert.id,
    mrn: alert.patient.mrn,
    observedLocal: local,
    body: `${alert.patient.mrn},${local}${FILL.slice(local.length)}`,
    source: alert.source,
    // The rule's stage; an alert of the model's own is of the first level.
    level: Math.max(1, alert.stage),
    receivedAt: alert.receivedAt,
    decidedAt: alert.decidedAt,
  };
}
