import { type ObservationValue, type TimeValue } from '@renwatch/events';
import { type Hl7Message, type Hl7Segment } from '@renwatch/hl7';
import { type ExtractionContext } from './extraction-context';
import { extractTime } from './extract-time';
import { type OrderGroup, orderGroups } from './order-groups';
import { RecordBoundError } from './record-bound.error';
import { valueOf } from './value-of';

/** An observation without a word in it, as JSON. */
const EMPTY_OBSERVATION_BYTES = 138;

/**
 * Every OBX of the message, whatever it measures: consumers choose. An order's number and time are repeated in each of
 * its observations, so that they may be many times the message.
 * @throws RecordBoundError where they are certain to take more than `maxBytes`, before all of them are held
 */
export function extractObservations(
  message: Hl7Message,
  context: ExtractionContext,
  maxBytes: number,
): ObservationValue[] {
  let bytes = 0;
  const bounded = (one: ObservationValue): ObservationValue => {
    bytes += leastBytes(one);
    if (bytes > maxBytes) throw new RecordBoundError(maxBytes);
    return one;
  };
  return orderGroups(message).flatMap((group) => {
    if (group.observations.length === 0) return [];
    const order = orderNumber(group);
    const orderTime = group.obr ? extractTime(group.obr.get('7.1'), context) : null;
    return group.observations.map((segment) => bounded(observation(segment, { order, orderTime, context })));
  });
}

/** A character takes a byte or more. */
function leastBytes({ code, system, text, value, unit, subId, order }: ObservationValue): number {
  const texts = [code, system, text, value, unit, subId, order];
  return texts.reduce((sum, { length }) => sum + length, EMPTY_OBSERVATION_BYTES);
}

interface OfOrder {
  order: string;
  orderTime: TimeValue | null;
  context: ExtractionContext;
}

function observation(segment: Hl7Segment, { order, orderTime, context }: OfOrder): ObservationValue {
  const get = (path: string): string => valueOf(segment.get(path));
  const alternate = { code: get('3.4'), system: get('3.6') };
  return {
    code: get('3.1'),
    system: get('3.3'),
    text: get('3.2'),
    alternate: alternate.code === '' ? null : alternate,
    subId: get('4'),
    valueType: get('2'),
    value: firstValue(segment),
    unit: get('6.1') || get('6.2'),
    observedAt: extractTime(segment.get('14.1'), context) ?? orderTime,
    status: get('11').toUpperCase(),
    order,
  };
}

/** OBX-5's first repetition, its components joined by `^` whatever the message's own separator, `<^10`. */
function firstValue(segment: Hl7Segment): string {
  const count = segment.field(5).repetitions[0]?.components.length ?? 0;
  const components = Array.from({ length: count }, (_one, i) => valueOf(segment.get(`5.${i + 1}`)));
  return components.join('^');
}

/** Filler's number, else the placer's, else the specimen's; the numbers of one order outlive its corrections. */
function orderNumber({ obr, orc, spm }: OrderGroup): string {
  const candidates: [Hl7Segment | undefined, string][] = [
    [obr, '3.1'],
    [orc, '3.1'],
    [obr, '2.1'],
    [orc, '2.1'],
    [spm, '2.2.1'],
    [spm, '2.1.1'],
  ];
  for (const [segment, path] of candidates) {
    const number = valueOf(segment?.get(path) ?? '');
    if (number !== '') return number;
  }
  return '';
}
