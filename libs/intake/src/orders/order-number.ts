import { type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';

/**
 * Chooses the filler's number, else the placer's, else the specimen's; empty if there is none. Corrections of an order's
 * results carry the same number.
 */
export function orderNumber({ obr, orc, spm }: OrderGroup): string {
  const candidates: [Hl7Segment | undefined, string][] = [
    [obr, '3.1'],
    [orc, '3.1'],
    [obr, '2.1'],
    [orc, '2.1'],
    [spm, '2.2.1'],
    [spm, '2.1.1'],
  ];
  for (const [segment, path] of candidates) {
    const number = fieldText(segment?.get(path) ?? '');
    if (number !== '') return number;
  }
  return '';
}
