import { type SchemaElement } from 'hyparquet';

const DAY_MS = 86_400_000;
/** The largest time that a date can hold. */
const MAX_TIME_MS = 8.64e15;
/** Decimal digits that tell any two 32-bit floats apart. */
const FLOAT_DIGITS = 9;

/** Returns how the values of a column become text. A missing value is empty text. */
export function cellReader(element: SchemaElement): (value: unknown) => string {
  const format = formatterOf(element);
  return (value) => (value === null || value === undefined ? '' : format(value).trim());
}

function formatterOf({ type, converted_type, logical_type }: SchemaElement): (value: unknown) => string {
  if (converted_type === 'DATE' || logical_type?.type === 'DATE') {
    return (days) => formatTime(Number(days) * DAY_MS).slice(0, 10);
  }
  if (logical_type?.type === 'TIMESTAMP') {
    const zone = logical_type.isAdjustedToUTC ? 'Z' : '';
    return (millis) => `${formatTime(Number(millis))}${zone}`;
  }
  // The older types of a time are UTC by definition.
  if (type === 'INT96' || converted_type?.startsWith('TIMESTAMP_')) {
    return (millis) => `${formatTime(Number(millis))}Z`;
  }
  if (type === 'FLOAT') return (value) => formatFloat(Number(value));
  return String;
}

/** ISO 8601 without a zone. */
function formatTime(millis: number): string {
  return Math.abs(millis) <= MAX_TIME_MS ? new Date(millis).toISOString().slice(0, -1) : String(millis);
}

/** The shortest text that stands for a 32-bit float: 80.1, not 80.0999984741211. */
function formatFloat(value: number): string {
  for (let digits = 1; digits < FLOAT_DIGITS; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
