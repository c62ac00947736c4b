import { type TimeValue } from '@renwatch/events';
import { type Hl7Segment } from '@renwatch/hl7';
import { type ReadingContext } from '../fields/reading-context';
import { readTime } from './read-time';

/** Reads the time that an order gives all its results: OBR-7. */
export function orderTime(obr: Hl7Segment | undefined, context: ReadingContext): TimeValue | null {
  return obr ? readTime(obr.get('7.1'), context) : null;
}

/** Chooses the time of one result: OBX-14, else its order's. */
export function resultTime(
  obx: Hl7Segment,
  timeOfOrder: TimeValue | null,
  context: ReadingContext,
): TimeValue | null {
  return readTime(obx.get('14.1'), context) ?? timeOfOrder;
}
