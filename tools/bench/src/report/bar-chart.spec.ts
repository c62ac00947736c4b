import { barChart } from './bar-chart';

describe('barChart', () => {
  const chart = barChart('parse & read', [
    { name: 'half', kind: 'peer', median: 100, low: 90, high: 110 },
    { name: 'a < b', kind: 'renwatch', median: 200, low: 180, high: 400 },
  ]);

  it('draws bars from 0 in proportion to the medians, the longest first', () => {
    const widths = [...chart.matchAll(/width="([\d.]+)" height="18"/g)].map(([, width]) => Number(width));
    expect(widths).toEqual([200, 100]);
  });

  it('draws the spread from the slowest round to the fastest', () => {
    expect(chart).toContain('<path d="M410.0 53H630.0"');
  });

  it('escapes names and title', () => {
    expect(chart).toContain('>a &lt; b<');
    expect(chart).toContain('>parse &amp; read<');
  });
});
