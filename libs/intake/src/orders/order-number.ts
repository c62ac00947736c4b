import { type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';

/** The numbers that tell to which order a result belongs. Corrections of an order's results carry the same. */
export interface OrderNumbers {
  /** The filler's number, else the placer's, else the specimen's; empty if there is none. */
  order: string;
  /** The placer's number beside the filler's; empty if there is none. */
  placer: string;
}

export function orderNumbers({ obr, orc, specimens: [specimen] }: OrderGroup): OrderNumbers {
  const filler = firstText([obr, '3.1'], [orc, '3.1']);
  const placer = firstText([obr, '2.1'], [orc, '2.1']);
  if (filler !== '') return { order: filler, placer };
  return { order: placer || (specimen ? specimenNumber(specimen) : ''), placer: '' };
}

/** SPM-2: the number that the filler gave the specimen, else the placer's. */
export function specimenNumber(specimen: Hl7Segment): string {
  return firstText([specimen, '2.2.1'], [specimen, '2.1.1']);
}

function firstText(...candidates: readonly (readonly [Hl7Segment | undefined, string])[]): string {
  for (const [segment, path] of candidates) {
    const text = fieldText(segment?.get(path) ?? '');
    if (text !== '') return text;
  }
  return '';
}
