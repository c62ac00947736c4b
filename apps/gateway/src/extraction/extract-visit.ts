import { type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { valueOf } from './value-of';

/** PV1-19 and PV1-2; null without PV1. */
export function extractVisit(message: Hl7Message): Hl7MessageRecord['visit'] {
  const segment = message.first('PV1');
  if (!segment) return null;
  return { number: valueOf(segment.get('19.1')), patientClass: valueOf(segment.get('2.1')) };
}
