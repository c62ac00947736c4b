import { lineChart } from './line-chart';

const axis = { label: 'a < b', from: 0, to: 1 };

describe('lineChart', () => {
  it('maps the ends of an axis to the ends of the plot', () => {
    const svg = lineChart({
      title: 'T',
      x: axis,
      y: axis,
      series: [
        {
          name: 'line',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
      ],
    });
    expect(svg).toContain('points="56.0,304.0 424.0,56.0"');
    expect(svg).toContain('a &lt; b');
  });

  it('draws a logarithmic axis and a diagonal on request', () => {
    const x = { label: 'x', from: 0.01, to: 1, logarithmic: true };
    const svg = lineChart({ title: 'T', x, y: axis, series: [{ name: 'line', points: [[0.1, 0]] }] });
    expect(svg).toContain('points="240.0,304.0"');
    expect(svg).not.toContain('stroke-dasharray');
    expect(lineChart({ title: 'T', x: axis, y: axis, series: [], diagonal: true })).toContain(
      'stroke-dasharray',
    );
  });
});
