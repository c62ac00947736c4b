import { type SpecimenValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';
import { specimenNumber } from './order-number';
import { specimenKind, type SpecimenKind, type SpecimenType } from './specimen-kind';

/**
 * Reads the specimen of an order: SPM-4 and SPM-2, else OBR-15. OBR-15 also tells it if SPM-4 names nothing known. The
 * number of the specimen is not known if there are several. Undefined if the message tells nothing, or names both blood
 * and another fluid: then it does not tell which of them was measured.
 */
export function orderSpecimen({ obr, specimens }: OrderGroup): SpecimenValue | undefined {
  const [specimen] = specimens;
  const id = specimen && specimens.length === 1 ? specimenNumber(specimen) : '';
  const named = specimens.flatMap((segment) => typeOf(segment, '4.1', '4.4', ['4.2', '4.5']) ?? []);
  const [blood, other] = [ofKind(named, 'blood'), ofKind(named, 'other')];
  if (blood.length > 0 && other.length > 0) return undefined;
  const type = joined([...blood, ...other]) ?? sourceOrNamed(sourceOf(obr), joined(named));
  return type || id !== '' ? { id, codes: [], text: '', ...type } : undefined;
}

const ofKind = (types: readonly SpecimenType[], kind: SpecimenKind): SpecimenType[] =>
  types.filter((type) => specimenKind(type) === kind);

/** Returns OBR-15 if its kind is known or SPM-4 is empty, else SPM-4. */
function sourceOrNamed(source: SpecimenType | undefined, named: SpecimenType | undefined) {
  return source && (!named || specimenKind(source) !== 'unknown') ? source : named;
}

/** Joins the types of several specimens of one kind. */
function joined(types: readonly SpecimenType[]): SpecimenType | undefined {
  if (types.length === 0) return undefined;
  const codes = [...new Set(types.flatMap((type) => type.codes))];
  const texts = new Set(types.map(({ text }) => text).filter((text) => text !== ''));
  return { codes, text: [...texts].join(', ') };
}

/** OBR-15 is a code with subcomponents, or was sent as plain components; its third component is free text. */
function sourceOf(obr: Hl7Segment | undefined) {
  return obr && typeOf(obr, '15.1.1', '15.1.4', ['15.1.2', '15.1.5', '15.2', '15.3']);
}

function typeOf(
  segment: Hl7Segment,
  code: string,
  alternate: string,
  texts: readonly string[],
): SpecimenType | undefined {
  const get = (path: string) => fieldText(segment.get(path));
  const codes = [get(code), get(alternate)].filter((found) => found !== '');
  const text = texts
    .map(get)
    .filter((found) => found !== '')
    .join(', ');
  return codes.length > 0 || text !== '' ? { codes, text } : undefined;
}
