import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers that depend on the seed and index alone, so that each input can be made again. */
export class Random {
  private readonly generator;

  constructor(seed: number, index: number) {
    // Neighbouring seeds of the generator itself give similar first numbers.
    this.generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  }

  /** Returns an integer from 0 to `end - 1`. */
  below(end: number): number {
    return uniformInt(this.generator, 0, end - 1);
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('there is nothing to pick from');
    return items[this.below(items.length)] as T;
  }

  /** Returns true once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }
}
