import { type PatientNumber } from '@renwatch/decisions';
import { type PatientValue } from '@renwatch/events';
import { type Hl7Message, type Hl7Segment } from '@renwatch/hl7';
import { fieldText, isDeletion } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { chooseIdentifier, everyNumber } from './choose-identifier';
import { type Identifier, readIdentifiers } from './identifiers';
import { readDeath } from './read-death';

/** Bounds the identifiers that a record repeats; the message's bytes have the rest. */
const MAX_IDENTIFIERS = 50;

/**
 * Reads PID-3, PID-7, PID-8 and if the patient has died, and no name. Null without a number in PID-3.
 * @param type of the message, `ADT^A03`
 */
export function readPatient(message: Hl7Message, type: string, context: ReadingContext): PatientValue | null {
  const pid = message.first('PID');
  const identifiers = pid ? identifiersOf(pid, 3, message, context) : [];
  const number = chooseIdentifier(identifiers, context);
  if (!pid || !number) return null;
  return {
    ...number,
    ...readBirthDate(pid.get('7.1')),
    sex: readSex(pid.get('8.1')),
    ...readDeletions(pid),
    ...readDeath(message, type, context),
    ...recorded(identifiers),
  };
}

/**
 * Reads the numbers that are merged away: every one in every repetition of MRG-1, of every MRG, also if it has expired.
 * @param stays the message's patient, whose authority numbers have that carry none
 */
export function readMergedNumbers(
  message: Hl7Message,
  stays: PatientNumber | null,
  context: ReadingContext,
): PatientNumber[] {
  const segments = message.all('MRG');
  const identifiers = segments.flatMap((mrg) => identifiersOf(mrg, 1, message, context));
  return everyNumber(identifiers, { ...context, authority: stays?.authority ?? context.authority });
}

function identifiersOf(
  segment: Hl7Segment,
  field: number,
  message: Hl7Message,
  { authorityAliases }: ReadingContext,
): Identifier[] {
  const sentDay = fieldText(message.get('MSH-7.1')).slice(0, 8);
  return readIdentifiers(segment, field, { authorityAliases, sentDay });
}

function recorded(identifiers: readonly Identifier[]): Pick<PatientValue, 'identifiers'> {
  const hasMore = identifiers.length > 1 || identifiers.some(({ type }) => type !== '');
  if (!hasMore) return {};
  const kept = identifiers.slice(0, MAX_IDENTIFIERS);
  return { identifiers: kept.map(({ number, authority, type }) => ({ number, authority, type })) };
}

/**
 * Takes `YYYY-MM-DD` from the first eight digits as written, without a zone, if they are a day of 0001 to 9999. A date
 * that names no day (`2016`, `201606`, `20160000`) is kept in part. Dashes as in ISO 8601 are read too. Any other text is
 * unreadable: the order of day and month in `01/02/1960` is anybody's guess.
 */
function readBirthDate(text: string): BirthDate {
  const given = fieldText(text);
  return given === '' ? { birthDate: null } : (parseBirthDate(given) ?? UNREADABLE);
}

type BirthDate = Pick<PatientValue, 'birthDate' | 'birthDatePart' | 'isBirthDateUnreadable'>;

const UNREADABLE: BirthDate = { birthDate: null, isBirthDateUnreadable: true };
const BASIC = /^(?!0000)(\d{4})(?:$|(\d{2})(?:$|(\d{2})))/;
const DASHED = /^(?!0000)(\d{4})-(\d{2})(?:$|-(\d{2})(?:$|[T ]))/;

function parseBirthDate(text: string): BirthDate | undefined {
  const [, year, month = '00', day = '00'] = DASHED.exec(text) ?? BASIC.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month === '00' && day === '00') return { birthDate: null, birthDatePart: year };
  // An unknown day: the month must be one.
  const date = `${year}-${month}-${day === '00' ? '01' : day}`;
  const parsed = new Date(date);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) return undefined;
  return day === '00' ? { birthDate: null, birthDatePart: `${year}-${month}` } : { birthDate: date };
}

function readSex(text: string): PatientValue['sex'] {
  const sex = fieldText(text).toUpperCase();
  return sex === 'F' || sex === 'M' ? sex : 'U';
}

function readDeletions(pid: Hl7Segment): Pick<PatientValue, 'deleted'> {
  const deleted = [
    ...(isDeletion(pid.get('7.1')) ? (['birthDate'] as const) : []),
    ...(isDeletion(pid.get('8.1')) ? (['sex'] as const) : []),
  ];
  return deleted.length === 0 ? {} : { deleted };
}
