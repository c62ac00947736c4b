import { type AkiAlertRecord } from '@renwatch/events';

/** The page to send for one alert. */
export interface Page {
  alertId: string;
  /** `authority|mrn`; absent for a page that was claimed, which is stored already. */
  patientKey?: string;
  /** The bare number, as the feed sent it. */
  mrn: string;
  /** Local time of the result, 4 to 14 digits. */
  observedLocal: string;
  /** `MRN,YYYYMMDDhhmmss`. */
  body: string;
  source: string;
  level: number;
  /** ISO 8601, like `decidedAt`. */
  receivedAt: string;
  decidedAt: string;
  /** W3C trace context of the span that published the alert. */
  traceparent?: string | null | undefined;
}

/** Completes a time that is less precise than a second: first month, first day, midnight. */
const FILL = '00000101000000';

/** A comma or a control character would end the number, so that the endpoint reads another or refuses the page. */
const PAGEABLE = /^[^,\p{Cc}\u2028\u2029]+$/u;

/** Returns true if a patient number can be written into a page. No escape is defined, and a changed number is another. */
export function isPageable({ mrn }: Pick<Page, 'mrn'>): boolean {
  return PAGEABLE.test(mrn);
}

/** Builds the page of an alert. */
export function pageOf(alert: AkiAlertRecord): Page {
  const { local } = alert.observedAt;
  return {
    alertId: alert.id,
    patientKey: alert.patient.key,
    mrn: alert.patient.mrn,
    observedLocal: local,
    body: `${alert.patient.mrn},${local}${FILL.slice(local.length)}`,
    source: alert.source,
    // The rule's stage; an alert that only the model raised has level 1.
    level: Math.max(1, alert.stage),
    receivedAt: alert.receivedAt,
    decidedAt: alert.decidedAt,
  };
}
