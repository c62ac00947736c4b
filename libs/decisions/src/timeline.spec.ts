import { given } from './hospital.spec-support';
import { creatinine } from './messages.spec-support';
import { indexOf, spliced } from './timeline';

describe('a timeline', () => {
  const results = given(creatinine('80', 0), creatinine('90', 1), creatinine('100', 2)).hospital.resultsOf(
    '1',
  );
  const [first, second, third] = results;

  it('is replaced, never changed', () => {
    const before = [...results];
    expect(spliced(results, 1, 1)).toEqual([first, third]);
    expect(results).toEqual(before);
  });

  it('has a result only at its own time', () => {
    const at = (change: number) => ({
      id: second?.id ?? '',
      observedAtMs: (second?.observedAtMs ?? 0) + change,
    });
    expect([at(-1), at(0), at(1)].map((place) => indexOf(results, place))).toEqual([-1, 1, -1]);
  });
});
