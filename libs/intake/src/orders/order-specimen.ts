import { type SpecimenValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type FeedChoices } from '../fields/feed-profile';
import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';
import { specimenNumber } from './order-number';
import { specimenKind, type SpecimenKind, type SpecimenType } from './specimen-kind';

/** Codes of both codings, and texts. */
const SPM_4 = { codes: ['4.1', '4.4'], texts: ['4.2', '4.5'] };
/** OBR-15 is a code with subcomponents, or was sent as plain components; its third component is free text. */
const OBR_15 = { codes: ['15.1.1', '15.1.4'], texts: ['15.1.2', '15.1.5', '15.2', '15.3'] };

/**
 * Reads the specimen of an order: SPM-4 and SPM-2, else OBR-15. OBR-15 also tells it if SPM-4 names nothing known. The
 * number of the specimen is not known if there are several. Undefined if the message tells nothing, or names both blood
 * and another fluid: then it does not tell which of them was measured.
 */
export function orderSpecimen(
  { obr, specimens }: OrderGroup,
  { otherSpecimens }: Pick<FeedChoices, 'otherSpecimens'>,
): SpecimenValue | undefined {
  const others = new Set(otherSpecimens.map((code) => code.toUpperCase()));
  const [specimen] = specimens;
  const id = specimen && specimens.length === 1 ? specimenNumber(specimen) : '';
  const named = specimens.flatMap((segment) => typeOf(segment, SPM_4, others) ?? []);
  const [blood, other] = [ofKind(named, 'blood'), ofKind(named, 'other')];
  if (blood.length > 0 && other.length > 0) return undefined;
  const type =
    joined([...blood, ...other]) ?? sourceOrNamed(obr && typeOf(obr, OBR_15, others), joined(named));
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
  const isNotBlood = types.some((type) => type.isNotBlood);
  return { codes, text: [...texts].join(', '), ...(isNotBlood ? { isNotBlood } : {}) };
}

function typeOf(
  segment: Hl7Segment,
  paths: typeof SPM_4,
  others: ReadonlySet<string>,
): SpecimenType | undefined {
  const get = (path: string) => fieldText(segment.get(path));
  const codes = paths.codes.map(get).filter((found) => found !== '');
  const text = paths.texts
    .map(get)
    .filter((found) => found !== '')
    .join(', ');
  if (codes.length === 0 && text === '') return undefined;
  const isNotBlood = codes.some((code) => others.has(code.toUpperCase()));
  return { codes, text, ...(isNotBlood ? { isNotBlood } : {}) };
}
