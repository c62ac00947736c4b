import { DueTimes } from './due-times';

describe('due times', () => {
  it('remember each later one when an earlier one has passed', () => {
    let now = 0;
    const due = new DueTimes(() => now);
    expect(due.untilNextMs()).toBe(Infinity);
    expect(due.add(300)).toBe(true);
    expect(due.add(1_000)).toBe(false);
    expect(due.add(100)).toBe(true);
    const seen: number[] = [];
    while (due.untilNextMs() < Infinity) {
      now += due.untilNextMs();
      seen.push(now);
      due.forgetPassed();
    }
    expect(seen).toEqual([100, 300, 1_000]);
  });

  it('never come before the time that was asked for', () => {
    const due = new DueTimes(() => 7);
    due.add(50);
    expect(due.untilNextMs()).toBeGreaterThanOrEqual(50);
  });

  it('are few, however many pages are put off', () => {
    let now = 0;
    const due = new DueTimes(() => now);
    for (let delay = 0; delay < 1_000; delay += 1) due.add(delay);
    let looks = 0;
    for (; due.untilNextMs() < Infinity; looks += 1) {
      now += due.untilNextMs();
      due.forgetPassed();
    }
    expect(looks).toBeLessThanOrEqual(51);
  });
});
