import * as fc from 'fast-check';
import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
import { CreatinineFileError } from './tables/creatinine-file.error';
import { type CreatinineRecord, readCreatinineRecords } from './creatinine-file.reader';
import { labelledCase } from './labelled-case';
import { csvRecords } from './tables/csv.table';

const labelled = 'age,sex,aki,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
const history = 'mrn,creatinine_date_0,creatinine_result_0';

const read = async (text: string, required: Parameters<typeof readCreatinineRecords>[1] = []) => {
  const records: CreatinineRecord[] = [];
  for await (const record of readCreatinineRecords(csvRecords(bytesOf(text)), required)) records.push(record);
  return records;
};
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const chunkBytes = bytes.length > 10_000 ? 65_536 : 7;
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    yield await Promise.resolve(bytes.subarray(from, from + chunkBytes));
  }
}
const readRow = async (header: string, line: string) => {
  const [first] = await read(`${header}\n${line}\n`);
  if (!first) throw new Error('no row');
  return first.row;
};

describe('the wide creatinine CSV', () => {
  it('reads a labelled record', async () => {
    expect(
      await readRow(labelled, '33,m,n,2024-01-01 06:04:00,103.470,2024-01-02 15:54:00,113.13,,,'),
    ).toEqual({
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

  it('keeps an MRN as text, with its leading zeros', async () => {
    expect(await readRow(history, ' 00123 ,2024-01-01 06:04,80')).toMatchObject({
      mrn: '00123',
      results: [{ local: '20240101060400', umolPerL: '80' }],
    });
  });

  it('reads times as UTC, even the hour that clocks skip', async () => {
    const row = await readRow(history, '1,2024-03-31 01:30:00,80');
    expect(row.results[0]?.observedAtMs).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });

  it('keeps the comparator of a bound', async () => {
    const row = await readRow(labelled, '33,f,y,2024-01-01 06:04:00,>1500,2024-02-02 06:04:00,150');
    expect(row.results).toMatchObject([{ umolPerL: '1500', comparator: '>' }, { umolPerL: '150' }]);
    expect(labelledCase(row)?.earlier).toMatchObject([{ umolPerL: 1500, comparator: '>' }]);
    expect(formatCreatinineCsvRow('labelled', row, 2)).toContain(',>1500,');
  });

  it('refuses a bad result alone', async () => {
    const row = await readRow(
      history,
      '1,2024-02-30 01:30:00,80,2024-02-03 01:30:00,0,2024-02-04 01:30:00,81',
    );
    expect(row.results.map((result) => result.umolPerL)).toEqual(['81']);
    expect(row.refused).toMatchObject([
      {
        column: 1,
        name: 'creatinine_date_0',
        detail: expect.stringMatching(/"2024-02-30 01:30:00" is not a/),
      },
      { column: 4, name: '', detail: expect.stringMatching(/"0": out-of-range: .*; correct the value/) },
    ]);
  });

  it('reads quoted cells: commas, doubled quotes and line breaks are text', async () => {
    const rows = await read(
      `\uFEFF"mrn","creatinine_date_0","creatinine_result_0"\r\n "A ""1"", x" ,"2024-01-01 06:04",80\r\n"a\nb",,\r\n`,
    );
    expect(rows.map(({ row }) => row.mrn)).toEqual(['A "1", x', 'a\nb']);
    expect(rows[0]?.row.results).toMatchObject([{ local: '20240101060400' }]);
  });

  it('names the line on which a record starts', async () => {
    const records = await read(`${history}\n\n  \n1,,\n"a\nb",,\n2,,`);
    expect(records.map(({ place }) => place)).toEqual(['line 4', 'line 5', 'line 7']);
  });

  it('yields nothing for an empty file', async () => {
    expect(await read('')).toEqual([]);
  });

  it.each(['\n', 'a,b,c', 'mrn,creatinine_date_0', 'mrn,weight,creatinine_date_0,creatinine_result_0'])(
    'refuses the header %p with the form it expects',
    async (header) => {
      const error: unknown = await read(header).catch((fault: unknown) => fault);
      expect(error).toBeInstanceOf(CreatinineFileError);
      expect(String(error)).toMatch(/line 1: .*begin it with mrn,/);
    },
  );

  it('refuses a header that lacks a required column', async () => {
    await expect(read(`${history}\n`, ['mrn', 'age', 'sex'])).rejects.toThrow('the header lacks age, sex;');
  });

  it.each([
    ['a quote that never closes', '1,"2024-01-01\n2,,\n', 'close its quote'],
    ['a quote inside a cell', '1,20"24,80\n', 'double the quotes'],
    ['text after a closing quote', '1,"2024"x,80\n', 'double the quotes'],
    ['a record over 1 MiB', `1,"${'x\n'.repeat(600_000)}`, 'over 1048576 bytes'],
  ])('names the line and the remedy for %s', async (_case, text, remedy) => {
    const error: unknown = await read(`${history}\n\n${text}`).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ name: 'CreatinineFileError', place: 'line 3' });
    expect(String(error)).toContain(remedy);
  });

  it('passes on a fault of the source', async () => {
    const source = async function* () {
      yield await Promise.resolve(Buffer.from(`${history}\n1,,\n`));
      throw new Error('disk gone');
    };
    const reading = readCreatinineRecords(csvRecords(source()), ['mrn']);
    await expect(
      (async () => {
        for await (const { place } of reading) expect(place).toBe('line 2');
      })(),
    ).rejects.toThrow('disk gone');
  });

  it.each(['labelled', 'history'] as const)('reads back a %s file it wrote', async (kind) => {
    const header = kind === 'labelled' ? labelled : history;
    const row = await readRow(
      header,
      kind === 'labelled' ? '33,f,y,2024-01-01 06:04:00,103.4' : '77,2024-01-01 06:04:00,103.4',
    );
    expect(await readRow(formatCreatinineCsvHeader(kind, 3), formatCreatinineCsvRow(kind, row, 3))).toEqual(
      row,
    );
  });

  it('makes the latest result of a row the current one', async () => {
    const row = await readRow(labelled, '33,f,y,2024-02-02 06:04:00,150,2024-01-01 06:04:00,100');
    expect(labelledCase(row)).toMatchObject({
      aki: true,
      current: { umolPerL: 150 },
      earlier: [{ umolPerL: 100 }],
      subject: { birthDate: '1991-02-02', sex: 'F' },
    });
  });

  it('gives no case without a label', async () => {
    expect(labelledCase(await readRow(history, '1,2024-02-03 01:30:00,80'))).toBeUndefined();
  });

  const date = fc
    .date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));
  const value = fc.integer({ min: 500, max: 300_000 }).map((hundredths) => String(hundredths / 100));
  const mrn = fc.oneof(fc.stringMatching(/^[0-9A-Z-]{1,12}$/), fc.stringMatching(/^[0-9]["',\n]{0,4}[0-9]$/));

  it('reads back every history it writes', async () => {
    await fc.assert(
      fc.asyncProperty(mrn, fc.array(fc.tuple(date, value), { maxLength: 8 }), async (number, pairs) => {
        const results = pairs.map(([at, umolPerL]) => ({
          local: at.toISOString().replace(/\D/g, '').slice(0, 14),
          observedAtMs: at.getTime(),
          umolPerL,
        }));
        const row = { mrn: number, ageYears: null, sex: 'U', aki: null, results, refused: [] } as const;
        const line = formatCreatinineCsvRow('history', row, 8);
        expect(await readRow(formatCreatinineCsvHeader('history', 8), line)).toEqual(row);
      }),
    );
  });

  it('reads or refuses every pair of cells, quoting little of them', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 24 }),
      date.map((at) => at.toISOString().slice(0, 19).replace('T', ' ')),
      fc.constantFrom('', '80', '-1', '0', '1e9', 'NaN', '2024-02-30 01:30', '<10', 'x'.repeat(300)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), async (pairs) => {
        const quoted = ['1', ...pairs.flat()].map((text) => `"${text.trim().replaceAll('"', '""')}"`);
        const row = await readRow(history, quoted.join(','));
        const given = pairs.filter((pair) => pair.some((text) => text.trim() !== ''));
        expect(row.results.length + row.refused.length).toBe(given.length);
        for (const { umolPerL, observedAtMs } of row.results) {
          expect(Number(umolPerL)).toBeGreaterThan(0);
          expect(Number.isFinite(observedAtMs)).toBe(true);
        }
        for (const { detail } of row.refused) expect(detail).not.toContain('x'.repeat(300));
      }),
    );
  });
});
