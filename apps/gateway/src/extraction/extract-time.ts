import { type TimeValue } from '@renwatch/events';
import { parseTimestamp } from '@renwatch/hl7';
import { type ExtractionContext } from './extraction-context';
import { valueOf } from './value-of';

/** Null where the text is no time. Never by the process's zone. */
export function extractTime(text: string, { timezone, messageZone }: ExtractionContext): TimeValue | null {
  const value = valueOf(text);
  if (value === '') return null;
  return parseTimestamp(value, messageZone === undefined ? { timezone } : { timezone, messageZone }) ?? null;
}
