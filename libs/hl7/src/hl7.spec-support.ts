import { type Delimiters } from './delimiters/delimiters';
import * as fc from 'fast-check';

/** Encodes segments as a message, one byte for each character, each ended by `end`. */
export function hl7(segments: readonly string[], end = '\r'): Buffer {
  return Buffer.from(segments.map((segment) => segment + end).join(''), 'latin1');
}

export const MSH = 'MSH|^~\\&|LAB|RRK|EHR|TRUST|20240331003000||ORU^R01^ORU_R01|ID-7|P|2.5.1';

/** MSH with a charset in MSH-18. */
export const mshOf = (charset: string): string => `${MSH}||||||${charset}`;

/** Five or six different separators that are not letters, digits or blanks. */
export const delimitersArbitrary: fc.Arbitrary<Delimiters> = fc
  .shuffledSubarray([...'|^~\\&#$%*+/:;<=>?@_{}!.,-()[]"\'`'], { minLength: 5, maxLength: 6 })
  .map(([field = '', component = '', repetition = '', escape = '', subcomponent = '', truncation = '']) => ({
    ...{ field, component, repetition, escape, subcomponent, truncation },
    encodingCharacters: component + repetition + escape + subcomponent + truncation,
  }));

/** Counts the characters that String.indexOf searched while `work` ran. */
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
