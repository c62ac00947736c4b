import { type Rate } from './measure-rounds';

/** Renders rates as a Markdown table: medians, spread, and the ratio of Renwatch to each of the others. */
export function rateTable(rates: readonly Rate[]): string {
  const own = rates.find(({ kind }) => kind === 'renwatch')?.median ?? NaN;
  const rows = [...rates]
    .sort((a, b) => b.median - a.median)
    .map(({ name, kind, median, low, high }) =>
      row([
        name,
        kind === 'renwatch' ? '' : kind,
        shortRate(median),
        `${shortRate(low)} to ${shortRate(high)}`,
        kind === 'renwatch' ? '' : `${(own / median).toFixed(2)} ×`,
      ]),
    );
  const head = ['', 'kind', 'median', 'slowest to fastest round', 'Renwatch to it'];
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `52.6 k`; rates below 1,000 are given whole. */
export function shortRate(rate: number): string {
  if (rate < 1_000) return rate.toFixed(0);
  return `${(rate / 1_000).toFixed(rate < 100_000 ? 1 : 0)} k`;
}
