import { type TimeValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type ResultTimeField } from '../fields/feed-profile';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { type OrderGroup } from '../orders/order-groups';
import { readTime } from './read-time';

/** The times that an order gives all its results, by the field that holds them. */
export type OrderTimes = Readonly<Partial<Record<ResultTimeField, TimeValue>>>;

export interface ResultTime {
  time: TimeValue;
  field: ResultTimeField;
}

/** Digits of a time that names the hour. */
const HOUR_DIGITS = 10;

export function orderTimes(group: OrderGroup, context: ReadingContext): OrderTimes {
  const times = Object.entries(timeTexts(group)).map(([field, text]) => [field, readTime(text, context)]);
  return Object.fromEntries(times.filter(([, time]) => time)) as OrderTimes;
}

function timeTexts({ obr, specimens }: OrderGroup): Record<Exclude<ResultTimeField, 'OBX-14'>, string> {
  const [specimen] = specimens;
  const spm17 = specimen?.get('17.1.1') ?? '';
  return { 'OBR-7': obr?.get('7.1') ?? '', 'SPM-17': spm17, 'OBR-14': obr?.get('14.1') ?? '' };
}

/** Returns the feed's fields for the time of a result that hold a text, for a result of which none is a time. */
export function unreadableTimes(
  obx: Hl7Segment,
  group: OrderGroup,
  { resultTime }: ReadingContext,
): string[] {
  const texts: Record<ResultTimeField, string> = { ...timeTexts(group), 'OBX-14': obx.get('14.1') };
  return resultTime.filter((field) => fieldText(texts[field]) !== '');
}

/**
 * Chooses when a result was collected: the first of the feed's fields that holds a time. If that time does not name the
 * hour, another field that names the same period and is finer tells it. Undefined if no field holds a time.
 */
export function resultTime(
  obx: Hl7Segment,
  ofOrder: OrderTimes,
  context: ReadingContext,
): ResultTime | undefined {
  const timeOf = (field: ResultTimeField): TimeValue | undefined =>
    field === 'OBX-14' ? (readTime(obx.get('14.1'), context) ?? undefined) : ofOrder[field];
  const known: ResultTime[] = [];
  for (const field of context.resultTime) {
    const time = timeOf(field);
    if (!time) continue;
    known.push({ field, time });
    // Nearly every time names the hour, so the fields behind it are not read.
    if (known.length === 1 && time.local.length >= HOUR_DIGITS) break;
  }
  const [first] = known;
  if (!first || first.time.local.length >= HOUR_DIGITS) return first;
  const within = known.filter(({ time }) => time.local.startsWith(first.time.local));
  return within.reduce((best, other) => (other.time.local.length > best.time.local.length ? other : best));
}
