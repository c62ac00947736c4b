import { type Fault } from './fault';
import { faultTable, panelTable } from './alarm-tables';

const fault: Fault = {
  name: 'pager down',
  expected: ['ServiceDown{service="pager"}', 'PartUnready'],
  inject: () => undefined,
  mend: () => undefined,
};

describe('the tables of faults and panels', () => {
  it('show when each expected alarm was raised and cleared', () => {
    const key = 'ServiceDown{service="pager"}';
    const [, , row] = faultTable([
      {
        fault,
        raised: [{ key, afterSeconds: 2.04, clearedAfterSeconds: Infinity }],
        alsoRaised: ['PageLatencyBurn'],
        problems: ['PartUnready was not raised'],
      },
    ]);
    expect(row?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      'pager down',
      '`ServiceDown{service="pager"}`, `PartUnready`',
      '2.0 s, never',
      'never, never',
      '`PageLatencyBurn`',
      'no',
      '',
    ]);
  });

  it('show the series of each query of a panel', () => {
    const query = { dashboard: 'Feeds', panel: 'Certificates', expr: 'x', emptyBecause: 'no feed has TLS' };
    const rows = panelTable([
      { ...query, series: 2 },
      { ...query, series: 0 },
    ]);
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatch(/^\| Feeds: Certificates +\| 2 +\| 2, 0 +\| no feed has TLS +\|$/);
  });
});
