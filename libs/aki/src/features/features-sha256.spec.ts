import { createHash } from 'node:crypto';
import { fixedCases } from '../rule/fixed-cases';
import { extractFeatures, FEATURES } from './extract-features';

/** The engine's last digits of a logarithm may differ; a model does not see them. */
const DECIMALS = 9;
/** Of the cases with short histories one in so many is enough. */
const ONE_IN = 5;
const rows = [...fixedCases()]
  .filter(({ earlier }, i) => earlier.length > 1 || i % ONE_IN === 0)
  .map(({ current, earlier, subject }) => extractFeatures(current, earlier, subject))
  .map((values) => values.map((value) => value.toFixed(DECIMALS)));

describe('the features', () => {
  it('are those that models were trained with: where this fails, no model trained before may be served, so give the changed feature another name, and train anew', () => {
    const hash = createHash('sha256').update(FEATURES.map(({ name }) => name).join());
    for (const row of rows) hash.update(`${row.join()};`);
    expect(hash.digest('hex')).toBe('8341e2421f432f04b77c224ed2360894d37fc7b2485859476972c69a9a440630');
  });

  it.each(FEATURES.map(({ name }, i) => [name, i] as const))('show %s at more than one value', (_name, i) => {
    expect(new Set(rows.map((row) => row[i])).size).toBeGreaterThan(1);
  });
});
