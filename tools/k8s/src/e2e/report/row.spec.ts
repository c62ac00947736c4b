import { rowFaults, rowsTable, type Row } from './row';

const measured = { standstillMs: 400, longestPageDelayMs: 900, pages: 3 };
const disturbance = { name: 'scale pager', limits: { standstillMs: 5_000, pageDelayMs: 10_000 } };
const row = (change: Partial<Row> = {}): Row => ({ disturbance, measured, ...change });

describe('the report of a trial', () => {
  it('has no faults if all figures are within their limits', () => {
    const slow = { ...measured, standstillMs: 100_000 };
    expect(rowFaults(row())).toEqual([]);
    expect(rowFaults(row({ disturbance: { name: 'kafka', limits: {} }, measured: slow }))).toEqual([]);
  });

  it('names each missed figure and an unfinished disturbance', () => {
    const slow = { ...measured, standstillMs: 5_100, longestPageDelayMs: 11_000 };
    expect(rowFaults(row({ measured: slow, failed: 'pager has no pod' }))).toEqual([
      'scale pager: pager has no pod',
      'scale pager: the feed stood still for 5.1 s, more than 5.0 s',
      'scale pager: a page was delayed by 11.0 s, more than 10.0 s',
    ]);
  });

  it('reports a fault if no page arrived', () => {
    expect(rowFaults(row({ measured: { ...measured, pages: 0 } }))).toEqual([
      'scale pager: no page was due meanwhile, so delays are unknown',
    ]);
  });

  it('is a Markdown table with limits and left-out disturbances', () => {
    const { measured: _, ...untried } = row({ leftOut: 'no node' });
    const lines = rowsTable([row(), row({ measured: { ...measured, pages: 0 } }), untried]);
    const cells = lines.map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
    expect(cells[2]).toEqual(['scale pager', '0.4 s (of 5.0 s)', '0.9 s (of 10.0 s)', '3']);
    expect(cells[3]).toEqual(['scale pager', '0.4 s (of 5.0 s)', '–', '0']);
    expect(cells[4]).toEqual(['scale pager', 'no node', '–', '–']);
  });
});
