import { type Rate } from '../rounds/measure-rounds';
import { shortRate } from '../rounds/rate-table';

const WIDTH = 720;
const LABEL_WIDTH = 230;
const VALUE_WIDTH = 90;
const ROW = 26;
const HEAD = 40;
const COLOURS = { renwatch: '#1b6e5a', peer: '#8a97a6', bound: '#c9b37e' } as const;

/** Draws rates as an SVG of horizontal bars from 0, with a line from the slowest round to the fastest. */
export function barChart(title: string, rates: readonly Rate[]): string {
  const sorted = [...rates].sort((a, b) => b.median - a.median);
  const most = Math.max(...sorted.map(({ high }) => high));
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most;
  const height = HEAD + sorted.length * ROW + 10;
  const rows = sorted.map(({ name, kind, median, low, high }, index) => {
    const y = HEAD + index * ROW;
    const middle = y + ROW / 2;
    const [from, to] = [low, high].map((rate) => (LABEL_WIDTH + rate * scale).toFixed(1));
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y + 4}" width="${(median * scale).toFixed(1)}" height="${ROW - 8}" fill="${COLOURS[kind]}"/>`,
      `<path d="M${from} ${middle}H${to}" stroke="#222" stroke-width="1.5"/>`,
      `<text x="${WIDTH - 4}" y="${middle + 4}" text-anchor="end">${shortRate(median)}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="24" font-size="15" font-weight="bold">${escaped(title)}</text>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
