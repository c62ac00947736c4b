/**
 * An immutable map with a fixed set of keys. A change returns a cheap copy: all copies share one index, and an array of
 * values is copied far faster than a Map. A key may be without a value.
 */
export class FixedMap<V> {
  private constructor(
    private readonly index: ReadonlyMap<string, number>,
    private readonly slots: readonly (V | undefined)[],
  ) {}

  /** The last of equal keys counts. */
  static of<V>(entries: Iterable<readonly [key: string, value: V | undefined]>): FixedMap<V> {
    const values = new Map(entries);
    const index = new Map([...values.keys()].map((key, i) => [key, i]));
    return new FixedMap(index, [...values.values()]);
  }

  get(key: string): V | undefined {
    const slot = this.index.get(key);
    return slot === undefined ? undefined : this.slots[slot];
  }

  values(): V[] {
    return this.slots.filter((value) => value !== undefined);
  }

  /** @throws TypeError for a key that is not one of the set */
  with(key: string, value: V | undefined): FixedMap<V> {
    const slot = this.index.get(key);
    if (slot === undefined) throw new TypeError('a fixed map takes no new key');
    return new FixedMap(this.index, this.slots.with(slot, value));
  }

  map(change: (value: V) => V): FixedMap<V> {
    return new FixedMap(
      this.index,
      this.slots.map((value) => (value === undefined ? undefined : change(value))),
    );
  }
}
