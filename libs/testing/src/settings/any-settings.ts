import * as fc from 'fast-check';

const PIECES = [
  ...['2575', '-1', '1e9', 'off', 'true', 'host:2575', '[::1]:1', '/dev/null', 'postgres://u@h/db'],
  ...['?', '&', '=', ',', '@', '%', 'timezone=UTC', 'authority='],
];

/** Variables by these names, holding what a person might have written, rightly or not, and what nobody would. */
export function anySettings(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }));
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  return fc.dictionary(fc.constantFrom(...names), text);
}
