import { type CancelledOrderValue, type ObservationValue, type SpecimenValue } from '@renwatch/events';
import { type Hl7Message, type Hl7Segment } from '@renwatch/hl7';
import { withDecimalPoint } from '../fields/decimal-comma';
import { fieldText } from '../fields/field-text';
import { type ReadingContext } from '../fields/reading-context';
import { canonicalUnit } from '../fields/unit-aliases';
import { type OrderGroup, orderGroups } from '../orders/order-groups';
import { type OrderNumbers, orderNumbers } from '../orders/order-number';
import { orderSpecimen } from '../orders/order-specimen';
import { orderStatus } from '../orders/order-status';
import {
  type OrderTimes,
  orderTimes,
  type ResultTime,
  resultTime,
  unreadableTimes,
} from '../times/result-time';
import { RecordBoundError } from './record-bound.error';

/** JSON bytes of an observation whose texts are all empty. */
const EMPTY_OBSERVATION_BYTES = 138;

/**
 * Reads every OBX of the message, whatever it measures: consumers choose. Each observation repeats its order's numbers,
 * time and specimen, so together they may be many times the size of the message.
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
    const order = readOrder(group, context);
    return group.observations.map((segment) => bounded(readObservation(segment, order, context)));
  });
}

/** Lower bound of the observation's JSON bytes: each character takes at least one. */
function leastBytes({ code, system, text, value, unit, subId, ...rest }: ObservationValue): number {
  const { order, placer, service, specimen } = rest;
  const own = code.length + system.length + text.length + value.length + unit.length + subId.length;
  const ofService = service ? service.code.length + service.text.length : 0;
  return (
    EMPTY_OBSERVATION_BYTES +
    own +
    (order.length + (placer?.length ?? 0) + ofService + (specimen?.text.length ?? 0))
  );
}

interface Order extends OrderNumbers {
  group: OrderGroup;
  times: OrderTimes;
  status: string;
  service: { code: string; text: string };
  specimen: SpecimenValue | undefined;
}

function readOrder(group: OrderGroup, context: ReadingContext): Order {
  return {
    ...orderNumbers(group),
    group,
    times: orderTimes(group, context),
    status: orderStatus(group),
    service: orderedService(group),
    specimen: orderSpecimen(group, context),
  };
}

function readObservation(segment: Hl7Segment, order: Order, context: ReadingContext): ObservationValue {
  const get = (path: string): string => fieldText(segment.get(path));
  const alternate = { code: get('3.4'), system: get('3.6') };
  const alternateText = get('3.5');
  const { placer, service, specimen } = order;
  const collected = resultTime(segment, order.times, context);
  const unreadable = collected ? [] : unreadableTimes(segment, order.group, context);
  return {
    code: get('3.1'),
    system: get('3.3'),
    text: get('3.2'),
    alternate: alternate.code === '' ? null : alternate,
    ...(alternateText === '' ? {} : { alternateText }),
    subId: get('4'),
    valueType: get('2'),
    value: firstValue(segment, context),
    unit: canonicalUnit(get('6.1') || get('6.2'), context.unitAliases),
    observedAt: collected?.time ?? null,
    ...(unreadable.length > 0 ? { unreadableTimes: unreadable } : {}),
    ...(collected?.field === 'OBR-14' ? { isTimeAssumed: true } : {}),
    ...(isTimeOfAnalysis(collected, order, context) ? { isTimeOfAnalysis: true } : {}),
    status: get('11').toUpperCase() || order.status,
    order: order.order,
    ...(placer === '' ? {} : { placer }),
    ...(service.code === '' && service.text === '' ? {} : { service }),
    ...(specimen ? { specimen } : {}),
  };
}

/** A feed that names OBX-14 first says that it is the time of collection; so does a day of collection that it makes finer. */
function isTimeOfAnalysis(
  collected: ResultTime | undefined,
  { times }: Order,
  { resultTime: [first] }: ReadingContext,
): boolean {
  return collected?.field === 'OBX-14' && first !== 'OBX-14' && !times['OBR-7'] && !times['SPM-17'];
}

/** Joins the components of OBX-5's first repetition by `^`, whatever the message's own separator: `<^10`. */
function firstValue(segment: Hl7Segment, { decimalComma }: ReadingContext): string {
  const [first] = segment.field(5).repetitions;
  if (!first) return '';
  const components = first.components.map(({ text }) => fieldText(text));
  return (decimalComma ? components.map(withDecimalPoint) : components).join('^');
}

/** Reads the orders without observations that are reported as cancelled and can be told by a number. */
export function readCancelledOrders(message: Hl7Message): CancelledOrderValue[] {
  return orderGroups(message).flatMap((group) => {
    const { order, placer } = orderNumbers(group);
    if (order === '' || group.observations.length > 0 || orderStatus(group) !== 'X') return [];
    return [{ order, ...(placer === '' ? {} : { placer }), service: orderedService(group).code }];
  });
}

/** OBR-4: what was ordered. */
function orderedService({ obr }: OrderGroup): { code: string; text: string } {
  const get = (path: string) => fieldText(obr?.get(path) ?? '');
  return { code: get('4.1'), text: get('4.2') };
}
