import { FixedMap } from './fixed-map';

const fruit = FixedMap.of<string>([
  ['a', 'apple'],
  ['b', undefined],
  ['c', 'apricot'],
  ['c', 'cherry'],
]);

describe('a fixed map', () => {
  it('has the last value of each key', () => {
    expect(['a', 'b', 'c', 'd'].map((key) => fruit.get(key))).toEqual([
      'apple',
      undefined,
      'cherry',
      undefined,
    ]);
    expect(fruit.values()).toEqual(['apple', 'cherry']);
  });

  it('returns a changed copy and keeps the original', () => {
    const changed = fruit
      .with('b', 'banana')
      .with('a', undefined)
      .map((name) => name.toUpperCase());
    expect(changed.values()).toEqual(['BANANA', 'CHERRY']);
    expect(fruit.values()).toEqual(['apple', 'cherry']);
  });

  it('takes no new key', () => {
    expect(() => fruit.with('d', 'date')).toThrow(new TypeError('a fixed map takes no new key'));
  });
});
