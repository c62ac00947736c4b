import { damagedInput, MAX_INPUT_BYTES } from './damage';
import { HL7_TOKENS, MESSAGES } from './messages';
import { Random } from './random';

const material = { seeds: MESSAGES, tokens: HL7_TOKENS };
const made = (seed: number, index: number) =>
  damagedInput(new Random(seed, index), material).toString('latin1');
const indices = Array.from({ length: 500 }, (_, index) => index);

describe('damagedInput', () => {
  it('makes the same input of the same seed and index', () => {
    expect(indices.map((index) => made(7, index))).toEqual(indices.map((index) => made(7, index)));
  });

  it('makes other inputs of other seeds and indices', () => {
    const inputs = [...indices.map((index) => made(7, index)), ...indices.map((index) => made(8, index))];
    expect(new Set(inputs).size).toBeGreaterThan(inputs.length * 0.95);
  });

  it('makes no input above the bound', () => {
    const longest = indices.map((index) => made(9, index).length).reduce((a, b) => Math.max(a, b));
    expect(longest).toBeLessThanOrEqual(MAX_INPUT_BYTES);
  });
});
