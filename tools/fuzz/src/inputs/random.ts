import { SeededRandom } from '@renwatch/cohort';

/** Choices that depend on the seed and index alone, so that each input can be made again. */
export class Random {
  private readonly numbers: SeededRandom;

  constructor(seed: number, index: number) {
    this.numbers = new SeededRandom(`${seed} ${index}`);
  }

  /** Returns an integer from 0 to `end - 1`. */
  below(end: number): number {
    return this.numbers.index(end);
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
