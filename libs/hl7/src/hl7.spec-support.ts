import { type Delimiters } from './delimiters/delimiters';
import * as fc from 'fast-check';

/** Segments as a message's bytes, one byte a character, each ended by `end`. */
export function hl7(segments: readonly string[], end = '\r'): Buffer {
  return Buffer.from(segments.map((segment) => segment + end).join(''), 'latin1');
}

export const MSH = 'MSH|^~\\&|LAB|RRK|EHR|TRUST|20240331003000||ORU^R01^ORU_R01|ID-7|P|2.5.1';

/** MSH with this in MSH-18. */
export const mshOf = (charset: string): string => `${MSH}||||||${charset}`;

/** Five or six different separators, none a letter, digit or blank. */
export const delimitersArbitrary: fc.Arbitrary<Delimiters> = fc
  .shuffledSubarray([...'|^~\\&#$%*+/:;<=>?@_{}!.,-()[]"\'`'], { minLength: 5, maxLength: 6 })
  .map(([field = '', component = '', repetition = '', escape = '', subcomponent = '', truncation = '']) => ({
    ...{ field, component, repetition, escape, subcomponent, truncation },
    encodingCharacters: component + repetition + escape + subcomponent + truncation,
  }));

/** How many characters String.indexOf went over while `work` ran. */
export function scannedCharacters(work: () => void): number {
  const original = Object.getOwnPropertyDescriptor(String.prototype, 'indexOf')?.value as (
    this: string,
    searched: string,
    from?: number,
  ) => number;
  let scanned = 0;
  const spy = jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (
    this: string,
    searched: string,
    from = 0,
  ) {
    const found = original.call(this, searched, from);
    scanned += (found < 0 ? this.length : found + 1) - from;
    return found;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return scanned;
}
