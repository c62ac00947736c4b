import { createHash } from 'node:crypto';
import { fixedCases } from '../rule/fixed-cases';
import { extractFeatures, FEATURES } from './extract-features';

/** JavaScript engines may differ in the last digits of a logarithm; a model does not notice. */
const DECIMALS = 9;
/** Sampling the cases with short histories is enough. */
const ONE_IN = 5;

describe('the features', () => {
  let known: string[][] | undefined;
  // Within a test, so that mutation testing knows which tests reach the features.
  const rows = (): string[][] =>
    (known ??= [...fixedCases()]
      .filter(({ earlier }, i) => earlier.length > 1 || i % ONE_IN === 0)
      .map(({ current, earlier, subject }) => extractFeatures(current, earlier, subject))
      .map((values) => values.map((value) => value.toFixed(DECIMALS))));

  // If this fails, no model trained before may be served: rename the changed feature and train again.
  it('are those that the shipped models were trained with', () => {
    const hash = createHash('sha256').update(FEATURES.map(({ name }) => name).join());
    for (const row of rows()) hash.update(`${row.join()};`);
    expect(hash.digest('hex')).toBe('1dcf4a58325c76a48694435e4e20a90988c8ae43d8573e42a488747bfd85f26d');
  });

  it.each(FEATURES.map(({ name }, i) => [name, i] as const))('take more than one value of %s', (_name, i) => {
    expect(new Set(rows().map((row) => row[i])).size).toBeGreaterThan(1);
  });
});
