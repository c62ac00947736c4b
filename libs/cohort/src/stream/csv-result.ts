import { type RowResult } from '@renwatch/datasets';

import { type PatientEvent } from '../timeline/patient-event';
import { formatLocalTime } from './format-local-time';

/** A result for a creatinine CSV. */
export function toCsvResult(event: Extract<PatientEvent, { kind: 'result' }>): RowResult {
  return { local: formatLocalTime(event.atMs), observedAtMs: event.atMs, umolPerL: event.umolPerL };
}
