import * as fc from 'fast-check';
import { formatTraceparent, parseTraceparent } from './traceparent';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('parseTraceparent', () => {
  it.each([
    ['sampled', `00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN, isSampled: true }],
    ['not sampled', `00-${TRACE}-${SPAN}-00`, { traceId: TRACE, spanId: SPAN, isSampled: false }],
    ['with more flags', `00-${TRACE}-${SPAN}-03`, { traceId: TRACE, spanId: SPAN, isSampled: true }],
    ['of a later version', `cc-${TRACE}-${SPAN}-01-x`, { traceId: TRACE, spanId: SPAN, isSampled: true }],
    ['of the version that is not allowed', `ff-${TRACE}-${SPAN}-01`, undefined],
    ['with a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`, undefined],
    ['with a span id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
    ['that is cut off', `00-${TRACE}-${SPAN}`, undefined],
    ['that is empty', '', undefined],
  ])('reads a place %s', (_, text, place) => {
    expect(parseTraceparent(text)).toEqual(place);
  });

  it('reads every place that is written', () => {
    const hex = (length: number) =>
      fc
        .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
        .filter((text) => /[^0]/.test(text));
    fc.assert(
      fc.property(
        fc.record({ traceId: hex(32), spanId: hex(16), isSampled: fc.boolean() }),
        (place) => void expect(parseTraceparent(formatTraceparent(place))).toEqual(place),
      ),
    );
  });
});
