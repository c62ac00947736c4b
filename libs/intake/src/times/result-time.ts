import { type TimeValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type ResultTimeField } from '../fields/feed-profile';
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

export function orderTimes({ obr, specimens }: OrderGroup, context: ReadingContext): OrderTimes {
  const [specimen] = specimens;
  const fields = { 'OBR-7': obr?.get('7.1'), 'SPM-17': specimen?.get('17.1.1'), 'OBR-14': obr?.get('14.1') };
  const times = Object.entries(fields).map(([field, text]) => [field, text && readTime(text, context)]);
  return Object.fromEntries(times.filter(([, time]) => time)) as OrderTimes;
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
  const times = { ...ofOrder, 'OBX-14': readTime(obx.get('14.1'), context) ?? undefined };
  const known = context.resultTime.flatMap((field): ResultTime[] => {
    const time = times[field];
    return time ? [{ field, time }] : [];
  });
  const [first] = known;
  if (!first || first.time.local.length >= HOUR_DIGITS) return first;
  const within = known.filter(({ time }) => time.local.startsWith(first.time.local));
  return within.reduce((best, other) => (other.time.local.length > best.time.local.length ? other : best));
}
