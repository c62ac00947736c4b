import { exportAt0, Metrics } from './metrics';

describe('Metrics', () => {
  const seriesOf = async (metrics: Metrics) =>
    [
      ...(await metrics.registry.metrics()).matchAll(
        /^renwatch_things_total\{(.*),service="spec"\} (\d+)$/gm,
      ),
    ].map(([, labels, value]) => [labels, Number(value)]);
  const counter = { name: 'things_total', help: 'Things.', labels: ['feed', 'reason'] as const };

  it('exports every combination of known labels at 0', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const things = metrics.counter({ ...counter, known: { feed: ['a', 'b'], reason: ['x', 'y'] } });
    things.inc({ feed: 'b', reason: 'x' });
    expect(await seriesOf(metrics)).toEqual([
      ['feed="a",reason="x"', 0],
      ['feed="a",reason="y"', 0],
      ['feed="b",reason="x"', 1],
      ['feed="b",reason="y"', 0],
    ]);
  });

  it('keeps a count when its labels are exported again', async () => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    const things = metrics.counter(counter);
    things.inc({ feed: 'a', reason: 'x' }, 3);
    exportAt0(things, { feed: ['a'], reason: ['x', 'y'] });
    expect(await seriesOf(metrics)).toEqual([
      ['feed="a",reason="x"', 3],
      ['feed="a",reason="y"', 0],
    ]);
  });
});
