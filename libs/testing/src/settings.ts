import { ConfigurationError } from '@renwatch/runtime';
import * as fc from 'fast-check';

const PIECES = [
  ...['2575', '-1', '1e9', 'off', 'true', 'host:2575', '[::1]:1', '/dev/null', 'postgres://u@h/db'],
  ...['?', '&', '=', ',', '@', '%', 'timezone=UTC', 'authority='],
];

/** Generates variables of these names with plausible, wrong and absurd values. */
export function anySettings(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }));
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  return fc.dictionary(fc.constantFrom(...names), text);
}

/** Returns the faults that loading a configuration reports, one a line; none if it loads. */
export function configurationFaults(load: () => unknown): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}
