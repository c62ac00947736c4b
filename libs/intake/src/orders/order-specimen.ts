import { type SpecimenValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';
import { specimenNumber } from './order-number';

/**
 * Reads the specimen of an order: SPM-4 and SPM-2, else OBR-15. An order with several specimens does not tell which of
 * them was measured, so it has none. Undefined if the message tells nothing.
 */
export function orderSpecimen({ obr, specimens }: OrderGroup): SpecimenValue | undefined {
  const [specimen] = specimens;
  if (specimens.length > 1) return undefined;
  const id = specimen ? specimenNumber(specimen) : '';
  const type = (specimen && typeOf(specimen, '4.1', '4.4', ['4.2', '4.5'])) ?? sourceOf(obr);
  return type || id !== '' ? { id, codes: [], text: '', ...type } : undefined;
}

/** OBR-15 is a code with subcomponents, or was sent as plain components; its third component is free text. */
function sourceOf(obr: Hl7Segment | undefined) {
  return obr && typeOf(obr, '15.1.1', '15.1.4', ['15.1.2', '15.1.5', '15.2', '15.3']);
}

function typeOf(segment: Hl7Segment, code: string, alternate: string, texts: readonly string[]) {
  const get = (path: string) => fieldText(segment.get(path));
  const codes = [get(code), get(alternate)].filter((found) => found !== '');
  const text = texts
    .map(get)
    .filter((found) => found !== '')
    .join(', ');
  return codes.length > 0 || text !== '' ? { codes, text } : undefined;
}
