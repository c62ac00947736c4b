import * as fc from 'fast-check';

import { CreatinineCsvError } from './creatinine-csv.error';
import { CreatinineCsvReader } from './creatinine-csv.reader';
import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
import { labelledCase } from './labelled-case';

const labelled = 'age,sex,aki,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
const history = 'mrn,creatinine_date_0,creatinine_result_0';

describe('the creatinine CSV', () => {
  it('reads a labelled line', () => {
    const row = new CreatinineCsvReader(labelled).parseLine(
      '33,m,n,2024-01-01 06:04:00,103.470,2024-01-02 15:54:00,113.13,,,',
    );
    expect(row).toEqual({
      mrn: null,
      ageYears: 33,
      sex: 'M',
      aki: false,
      results: [
        { local: '20240101060400', observedAtMs: Date.UTC(2024, 0, 1, 6, 4), umolPerL: '103.47' },
        { local: '20240102155400', observedAtMs: Date.UTC(2024, 0, 2, 15, 54), umolPerL: '113.13' },
      ],
      refused: [],
    });
  });

  it('keeps an MRN as text, leading zeros and all', () => {
    expect(new CreatinineCsvReader(history).parseLine(' 00123 ,2024-01-01 06:04,80')).toMatchObject({
      mrn: '00123',
      results: [{ local: '20240101060400', umolPerL: '80' }],
    });
  });

  it('reads times as UTC in every zone, the hour that clocks skip too', () => {
    const row = new CreatinineCsvReader(history).parseLine('1,2024-03-31 01:30:00,80');
    expect(row?.results[0]?.observedAtMs).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });

  it('keeps the comparator of a bound, in the history too', () => {
    const row = new CreatinineCsvReader(labelled).parseLine(
      '33,f,y,2024-01-01 06:04:00,>1500,2024-02-02 06:04:00,150',
    );
    expect(row?.results).toMatchObject([{ umolPerL: '1500', comparator: '>' }, { umolPerL: '150' }]);
    expect(row && labelledCase(row)?.earlier).toMatchObject([{ umolPerL: 1500, comparator: '>' }]);
    expect(row && formatCreatinineCsvRow('labelled', row, 2)).toContain(',>1500,');
  });

  it('refuses a bad result alone', () => {
    const row = new CreatinineCsvReader(history).parseLine(
      '1,2024-02-30 01:30:00,80,2024-02-03 01:30:00,0,2024-02-04 01:30:00,81',
    );
    expect(row?.results.map((result) => result.umolPerL)).toEqual(['81']);
    expect(row?.refused.map((refusal) => refusal.column)).toEqual([1, 3]);
  });

  it('skips an empty line', () => {
    expect(new CreatinineCsvReader(history).parseLine('  ')).toBeUndefined();
  });

  it.each(['', 'a,b,c', 'mrn,creatinine_date_0', 'mrn,weight,creatinine_date_0,creatinine_result_0'])(
    'refuses the header %p',
    (header) => {
      expect(() => new CreatinineCsvReader(header)).toThrow(CreatinineCsvError);
    },
  );

  it.each(['labelled', 'history'] as const)('reads back what it writes in the %s form', (kind) => {
    const header = kind === 'labelled' ? labelled : history;
    const line = kind === 'labelled' ? '33,f,y,2024-01-01 06:04:00,103.4' : '77,2024-01-01 06:04:00,103.4';
    const row = new CreatinineCsvReader(header).parseLine(line);
    if (!row) throw new Error('no row');
    const written = new CreatinineCsvReader(formatCreatinineCsvHeader(kind, 3)).parseLine(
      formatCreatinineCsvRow(kind, row, 3),
    );
    expect(written).toEqual(row);
  });

  it('makes the latest result of a row the current one', () => {
    const row = new CreatinineCsvReader(labelled).parseLine(
      '33,f,y,2024-02-02 06:04:00,150,2024-01-01 06:04:00,100',
    );
    expect(row && labelledCase(row)).toMatchObject({
      aki: true,
      current: { umolPerL: 150 },
      earlier: [{ umolPerL: 100 }],
      subject: { birthDate: '1991-02-02', sex: 'F' },
    });
  });

  it('gives no case without a label', () => {
    const row = new CreatinineCsvReader(history).parseLine('1,2024-02-30 01:30:00,80');
    expect(row && labelledCase(row)).toBeUndefined();
  });

  const date = fc
    .date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));
  const value = fc.integer({ min: 1, max: 300_000 }).map((hundredths) => String(hundredths / 100));
  const mrn = fc.stringMatching(/^[0-9A-Z-]{1,12}$/);

  it('reads back every history it writes, whatever its numbers, times and values', () => {
    fc.assert(
      fc.property(mrn, fc.array(fc.tuple(date, value), { maxLength: 8 }), (number, pairs) => {
        const results = pairs.map(([at, umolPerL]) => ({
          local: at.toISOString().replace(/\D/g, '').slice(0, 14),
          observedAtMs: at.getTime(),
          umolPerL,
        }));
        const row = { mrn: number, ageYears: null, sex: 'U', aki: null, results, refused: [] } as const;
        const line = formatCreatinineCsvRow('history', row, 8);
        expect(new CreatinineCsvReader(formatCreatinineCsvHeader('history', 8)).parseLine(line)).toEqual(row);
      }),
    );
  });

  it('reads or refuses every pair of a line, whatever its cells, and quotes none in a refusal', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 24 }).map((text) => text.replaceAll(',', ';')),
      date.map((at) => at.toISOString().slice(0, 19).replace('T', ' ')),
      fc.constantFrom('', '80', '-1', '0', '1e9', 'NaN', '2024-02-30 01:30', '<10', 'x'.repeat(300)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), (pairs) => {
        const row = new CreatinineCsvReader(history).parseLine(['1', ...pairs.flat()].join(','));
        const given = pairs.filter((pair) => pair.some((text) => text.trim() !== ''));
        expect((row?.results.length ?? 0) + (row?.refused.length ?? 0)).toBe(given.length);
        for (const { umolPerL, observedAtMs } of row?.results ?? []) {
          expect(Number(umolPerL)).toBeGreaterThan(0);
          expect(Number.isFinite(observedAtMs)).toBe(true);
        }
        for (const { detail } of row?.refused ?? []) expect(detail).not.toContain('x'.repeat(300));
      }),
    );
  });
});
