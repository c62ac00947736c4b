import { type Result } from './result';
import { isCoarse, isSameTest, isSameTime, minuteOf, orderNumbers } from './sample';

const DAY_DIGITS = 8;

interface Entry {
  readonly result: Result;
  /** How many were added before. */
  readonly place: number;
}

/** Finds results of one sample among those of an order that may have thousands, without comparing all of them. */
export class SampleIndex {
  private count = 0;
  private readonly entries = new Map<string, Entry[]>();
  private readonly removedPlaces = new Set<number>();
  private readonly places = new Map<Result, number>();

  add(result: Result): void {
    const entry = { result, place: this.count };
    this.count += 1;
    this.places.set(result, entry.place);
    for (const number of orderNumbers(result)) {
      for (const key of keysOf(result)) {
        const known = this.entries.get(`${number} ${key}`);
        if (known) known.push(entry);
        else this.entries.set(`${number} ${key}`, [entry]);
      }
    }
  }

  remove(result: Result): void {
    const place = this.places.get(result);
    if (place !== undefined) this.removedPlaces.add(place);
  }

  /** Returns the result of the same sample that was added first, under the order's own number before the placer's. */
  find(result: Result): Result | undefined {
    for (const number of orderNumbers(result)) {
      const found = lookUpKeys(result)
        .map((key) => this.first(`${number} ${key}`, result))
        .filter((entry) => entry !== undefined)
        .sort((a, b) => a.place - b.place)[0];
      if (found) return found.result;
    }
    return undefined;
  }

  private first(key: string, result: Result): Entry | undefined {
    return this.entries
      .get(key)
      ?.find(
        (entry) =>
          !this.removedPlaces.has(entry.place) &&
          isSameTest(entry.result, result) &&
          isSameTime(entry.result, result),
      );
  }
}

/** Every result is found by `all` and its day; a fine one by its minute too, a coarse one by `coarse` and its day. */
function keysOf(result: Result): string[] {
  const day = dayOf(result);
  return ['all', `day ${day}`, isCoarse(result) ? `coarse ${day}` : `minute ${minuteOf(result)}`];
}

/** Two coarse times are compared by their digits, as far as both have them: a time without a day may equal any. */
function lookUpKeys(result: Result): string[] {
  const day = dayOf(result);
  if (day === '') return ['all'];
  return isCoarse(result)
    ? [`day ${day}`, 'coarse ']
    : [`minute ${minuteOf(result)}`, `coarse ${day}`, 'coarse '];
}

/** Empty if the time has no day. */
function dayOf({ observedLocal }: Result): string {
  return observedLocal.length < DAY_DIGITS ? '' : observedLocal.slice(0, DAY_DIGITS);
}
