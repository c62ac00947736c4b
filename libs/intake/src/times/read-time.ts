import { type TimeValue } from '@renwatch/events';
import { parseTimestamp } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';

type TimeContext = Pick<ReadingContext, 'timezone' | 'messageZone'>;

/** Reads a time in its own zone, else MSH-7's, else the feed's, never the process's. Null if the text is not a time. */
export function readTime(text: string, { timezone, messageZone }: TimeContext): TimeValue | null {
  const options = messageZone === undefined ? { timezone } : { timezone, messageZone };
  return parseTimestamp(fieldText(text), options) ?? null;
}
