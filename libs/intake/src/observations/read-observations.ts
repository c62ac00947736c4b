import { type ObservationValue, type TimeValue } from '@renwatch/events';
import { type Hl7Message, type Hl7Segment } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { orderGroups } from '../orders/order-groups';
import { orderNumber } from '../orders/order-number';
import { orderTime, resultTime } from '../times/result-time';
import { RecordBoundError } from './record-bound.error';

/** JSON bytes of an observation whose texts are all empty. */
const EMPTY_OBSERVATION_BYTES = 138;

/**
 * Reads every OBX of the message, whatever it measures: consumers choose. Each observation repeats its order's number
 * and time, so together they may be many times the size of the message.
 * @throws RecordBoundError if they are certain to exceed `maxBytes`, before all of them are in memory
 */
export function readObservations(
  message: Hl7Message,
  context: ReadingContext,
  maxBytes: number,
): ObservationValue[] {
  let bytes = 0;
  const bounded = (observation: ObservationValue): ObservationValue => {
    bytes += leastBytes(observation);
    if (bytes > maxBytes) throw new RecordBoundError(maxBytes);
    return observation;
  };
  return orderGroups(message).flatMap((group) => {
    const order = { number: orderNumber(group), time: orderTime(group.obr, context) };
    return group.observations.map((segment) => bounded(readObservation(segment, order, context)));
  });
}

/** Lower bound of the observation's JSON bytes: each character takes at least one. */
function leastBytes({ code, system, text, value, unit, subId, order }: ObservationValue): number {
  const texts = [code, system, text, value, unit, subId, order];
  return texts.reduce((sum, { length }) => sum + length, EMPTY_OBSERVATION_BYTES);
}

interface Order {
  number: string;
  time: TimeValue | null;
}

function readObservation(segment: Hl7Segment, order: Order, context: ReadingContext): ObservationValue {
  const get = (path: string): string => fieldText(segment.get(path));
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
    observedAt: resultTime(segment, order.time, context),
    status: get('11').toUpperCase(),
    order: order.number,
  };
}

/** Joins the components of OBX-5's first repetition by `^`, whatever the message's own separator: `<^10`. */
function firstValue(segment: Hl7Segment): string {
  const [first] = segment.field(5).repetitions;
  if (!first) return '';
  return first.components.map((_component, index) => fieldText(segment.get(`5.${index + 1}`))).join('^');
}
