import { metricsIn } from './metrics-in';

describe('metricsIn', () => {
  it.each([
    ['max(a_b) > 3', ['a_b']],
    ['sum by (feed) (rate(a_seconds_bucket{le="3"}[5m])) / sum(rate(a_seconds_count[5m]))', ['a_seconds']],
    ['a unless a offset 5m and on (instance) (b offset 5m)', ['a', 'b']],
    ['vector(1)', []],
  ])('finds the metrics of %s', (expr, names) => {
    expect(metricsIn(expr)).toEqual(names);
  });

  it.each(['sum(a', 'a >', 'rate(a[5x])', 'a{b=}'])('refuses %s', (expr) => {
    expect(() => metricsIn(expr)).toThrow(expr);
  });
});
