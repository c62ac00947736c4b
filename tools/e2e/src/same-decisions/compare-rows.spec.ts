import { compareRows, type RecordedRows } from './compare-rows';
import { comparisonReport, differenceCount, verdict } from './comparison-report';

const KINDS = ['decisions', 'alerts', 'pages', 'received pages'];

function recorded(): Record<string, { key: string; columns: Record<string, unknown> }[]> {
  const row = (key: string) => ({ key, columns: { mrn: key, stage: 1, history: ['a', 'b'], ratio: null } });
  return Object.fromEntries(KINDS.map((kind) => [kind, [row('1'), row('2')]]));
}

const count = (before: RecordedRows, after: RecordedRows) =>
  differenceCount([{ stream: 'course', kinds: compareRows(before, after) }]);

describe('comparing the rows of two revisions', () => {
  it('finds equal rows equal in whatever order they come', () => {
    const after = Object.fromEntries(
      Object.entries(recorded()).map(([kind, rows]) => [kind, rows.reverse()] as const),
    );
    expect(compareRows(recorded(), after)).toEqual(
      KINDS.map((kind) => ({
        kind,
        before: 2,
        after: 2,
        equal: 2,
        uncompared: [],
        ignored: {},
        differences: [],
      })),
    );
  });

  describe.each(KINDS)('finds among the %s', (kind) => {
    const planted = (change: (rows: ReturnType<typeof recorded>[string]) => void) => {
      const after = recorded();
      change(after[kind] ?? []);
      return compareRows(recorded(), after).filter(({ differences }) => differences.length > 0);
    };

    it('a value that differs, and names its column', () => {
      const [found, ...others] = planted(([first]) => Object.assign(first?.columns ?? {}, { stage: 2 }));
      expect(others).toEqual([]);
      expect(found).toMatchObject({ kind, equal: 1, differences: [{ key: '1', columns: ['stage'] }] });
    });

    it('a list in another order', () => {
      const [found] = planted(([first]) => Object.assign(first?.columns ?? {}, { history: ['b', 'a'] }));
      expect(found?.differences).toMatchObject([{ columns: ['history'] }]);
    });

    it('a null that became zero', () => {
      const [found] = planted(([first]) => Object.assign(first?.columns ?? {}, { ratio: 0 }));
      expect(found?.differences).toMatchObject([{ columns: ['ratio'] }]);
    });

    it('a missing row', () => {
      const [found] = planted((rows) => rows.pop());
      expect(found).toMatchObject({
        before: 2,
        after: 1,
        equal: 1,
        differences: [{ key: '2', columns: [] }],
      });
      expect(found?.differences[0]?.after).toBeUndefined();
    });

    it('a row too many', () => {
      const [found] = planted((rows) => rows.push({ key: '3', columns: {} }));
      expect(found).toMatchObject({
        before: 2,
        after: 3,
        equal: 2,
        differences: [{ key: '3', columns: [] }],
      });
      expect(found?.differences[0]?.before).toBeUndefined();
    });
  });

  it('compares the columns of both revisions, and names the others', () => {
    const { pages = [] } = recorded();
    const without = {
      pages: pages.map(({ key, columns: { stage: _stage, ...rest } }) => ({ key, columns: rest })),
    };
    expect(compareRows({ pages }, without)).toMatchObject([{ equal: 2, uncompared: ['stage'] }]);
    expect(compareRows(without, { pages })).toMatchObject([{ equal: 2, uncompared: ['stage'] }]);
    const report = comparisonReport([{ stream: 'course', kinds: compareRows(without, { pages }) }]);
    expect(report).toContain('course, pages: only one revision has stage');
  });

  it('finds a column that one row lacks', () => {
    const { pages = [] } = recorded();
    const [first, second] = pages;
    const { stage: _stage, ...rest } = first?.columns ?? {};
    expect(count({ pages }, { pages: [{ key: '1', columns: rest }, ...(second ? [second] : [])] })).toBe(1);
  });

  it('finds a kind of row that only one revision has', () => {
    const { pages = [] } = recorded();
    expect(count({}, { pages })).toBe(2);
    expect(count({ pages }, {})).toBe(2);
  });

  describe('with ignored columns', () => {
    const ignore = ['rule_version', 'rule_sha256'];
    const rows = (columns: Record<string, unknown>, keys = ['1', '2']) => ({
      decisions: keys.map((key) => ({ key, columns: { stage: 1, ...columns } })),
    });
    const before = rows({ rule_version: '1', rule_sha256: 'a' });
    const compared = (after: RecordedRows, ignored = ignore) => [
      { stream: 'course', kinds: compareRows(before, after, { ignore: ignored }) },
    ];

    it('counts the rows that differ in them, and finds the rows equal', () => {
      const comparisons = compared(rows({ rule_version: '2', rule_sha256: 'a' }));
      expect(comparisons[0]?.kinds).toMatchObject([
        { equal: 2, ignored: { rule_version: 2 }, differences: [] },
      ]);
      expect(comparisonReport(comparisons)).toContain('course, decisions: 2 differ in rule_version, ignored');
      expect(verdict('a and b', comparisons)).toBe(
        'equal, apart from: rule_version (2 rows): a and b record the same otherwise',
      );
    });

    it('counts a row that differs elsewhere too', () => {
      const comparisons = compared(rows({ rule_version: '2', rule_sha256: 'a', stage: 2 }));
      expect(comparisons[0]?.kinds).toMatchObject([
        {
          equal: 0,
          ignored: { rule_version: 2 },
          differences: [{ columns: ['stage'] }, { columns: ['stage'] }],
        },
      ]);
      expect(verdict('a and b', comparisons)).toBe('DIFFERENT: a and b differ in 2 rows');
    });

    it('finds a row that only one revision has', () => {
      const comparisons = compared(rows({ rule_version: '2', rule_sha256: 'b' }, ['1']));
      expect(comparisons[0]?.kinds).toMatchObject([
        { equal: 1, ignored: { rule_version: 1, rule_sha256: 1 }, differences: [{ key: '2' }] },
      ]);
    });

    it('finds every difference in a column that is not named', () => {
      const comparisons = compared(rows({ rule_version: '2', rule_sha256: 'b' }), ['rule_version']);
      expect(comparisons[0]?.kinds).toMatchObject([
        { equal: 0, differences: [{ columns: ['rule_sha256'] }, { columns: ['rule_sha256'] }] },
      ]);
    });

    it('says "equal" without more if none of them differs', () => {
      expect(verdict('a and b', compared(before))).toBe('equal: a and b record the same');
    });
  });

  it('refuses rows of one kind that share a key', () => {
    const { pages = [] } = recorded();
    expect(() => compareRows({ pages }, { pages: [...pages, ...pages] })).toThrow('pages');
  });
});

describe('the report of a comparison', () => {
  const after = recorded();
  Object.assign(after['alerts']?.[0]?.columns ?? {}, { stage: 3 });
  after['pages']?.pop();
  const lines = comparisonReport([{ stream: 'course', kinds: compareRows(recorded(), after) }]);

  it('is a table with a row for each kind', () => {
    const cells = lines.slice(2, 6).map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
    expect(cells).toEqual([
      ['course', 'decisions', '2', '2', '2', '0'],
      ['course', 'alerts', '2', '2', '1', '1'],
      ['course', 'pages', '2', '1', '1', '1'],
      ['course', 'received pages', '2', '2', '2', '0'],
    ]);
  });

  it('shows the column that differs and both rows', () => {
    expect(lines).toContain('    stage: 1 → 3');
    expect(lines).toContain('    before: {"mrn":"1","stage":1,"history":["a","b"],"ratio":null}');
    expect(lines).toContain('    after:  {"mrn":"1","stage":3,"history":["a","b"],"ratio":null}');
    expect(lines).toContain('    after:  no such row');
  });

  it('shows the first few of many', () => {
    const many = Array.from({ length: 9 }, (_, key) => ({ key: String(key), columns: {} }));
    const report = comparisonReport([{ stream: 'course', kinds: compareRows({ pages: many }, {}) }]);
    expect(report.filter((line) => line.includes('no such row'))).toHaveLength(5);
    expect(report.at(-1)).toBe('  and 4 more');
  });
});
