import { faultOf, readAll, temporaryFile } from './datasets.spec-support';

const file = temporaryFile();
const rowsOf = async (...lines: string[]) =>
  (await readAll(file.write(lines.join('\n')))).map(({ row }) => row);

describe('the long creatinine CSV', () => {
  it('reads a result a record, with its place', async () => {
    const path = file.write(
      'mrn,time,value,unit\n007,2024-01-01 08:00,80.50,umol/L\n8,2024-01-02 09:30:15,<40,umol/L\n',
    );
    expect(await readAll(path)).toEqual([
      {
        place: 'line 2',
        form: 'long',
        row: {
          ...{ mrn: '007', ageYears: null, sex: 'U', aki: null, refused: [] },
          results: [{ local: '20240101080000', observedAtMs: Date.UTC(2024, 0, 1, 8), umolPerL: '80.5' }],
        },
      },
      expect.objectContaining({
        place: 'line 3',
        row: expect.objectContaining({
          results: [expect.objectContaining({ umolPerL: '40', comparator: '<' })],
        }),
      }),
    ]);
  });

  it.each([
    ['columns in another order', 'unit,value,mrn,time', 'umol/L,80,7,2024-01-01 08:00:00'],
    ['capitals and blanks in the header', ' MRN ,Time, VALUE,Unit ', '7,2024-01-01 08:00:00,80,umol/L'],
    [
      'a byte order mark and quotes',
      '\uFEFF"mrn","time","value","unit"',
      '"7","2024-01-01 08:00:00","80","umol/L"',
    ],
    ['empty cells at the end', 'mrn,time,value,unit', '7,2024-01-01 08:00:00,80,umol/L,,'],
  ])('accepts %s', async (_case, header, record) => {
    expect(await rowsOf(header, record)).toMatchObject([
      { mrn: '7', results: [{ local: '20240101080000', umolPerL: '80' }] },
    ]);
  });

  it('reads authority, age, sex and label if the file has them', async () => {
    expect(
      await rowsOf('sex,aki,mrn,authority,time,value,unit,age', 'F,y,7,RENAL,2024-01-01 08:00,80,umol/L,64'),
    ).toMatchObject([{ mrn: '7', authority: 'RENAL', ageYears: 64, sex: 'F', aki: true }]);
  });

  it.each([
    ['2024-03-31T08:00:00Z', '20240331080000', 'Z', Date.UTC(2024, 2, 31, 8)],
    ['2024-03-31t08:00z', '20240331080000', 'Z', Date.UTC(2024, 2, 31, 8)],
    ['2024-03-31 08:00:00 UTC', '20240331080000', 'Z', Date.UTC(2024, 2, 31, 8)],
    ['2024-03-31T08:00:00.123456+02:00', '20240331080000', '+0200', Date.UTC(2024, 2, 31, 6)],
    ['2024-03-31 08:00:00+00', '20240331080000', '+0000', Date.UTC(2024, 2, 31, 8)],
    ['2024-03-31 08:00:00 -0330', '20240331080000', '-0330', Date.UTC(2024, 2, 31, 11, 30)],
    ['2024-03-31 01:30', '20240331013000', undefined, Date.UTC(2024, 2, 31, 1, 30)],
  ])('reads the time %s', async (time, local, offset, observedAtMs) => {
    const [row] = await rowsOf('mrn,time,value,unit', `7,${time},80,umol/L`);
    expect(row?.results).toEqual([
      { local, ...(offset !== undefined && { offset }), observedAtMs, umolPerL: '80' },
    ]);
  });

  it.each([
    ['0.9', 'mg/dL', '79.578'],
    ['0.08', 'mmol/L', '80'],
    ['80', 'µmol/l', '80'],
  ])('converts %s %s as the feed does', async (value, unit, umolPerL) => {
    expect(await rowsOf('mrn,time,value,unit', `7,2024-01-01 08:00,${value},${unit}`)).toMatchObject([
      { results: [{ umolPerL }] },
    ]);
  });

  it.each<[string, string, number, string, RegExp]>([
    [
      'a time that is none',
      '7,yesterday,80,umol/L',
      1,
      'time',
      /"yesterday" is not a date and time; write it/,
    ],
    ['a day without a time', '7,2024-01-01,80,umol/L', 1, 'time', /"2024-01-01" is not a date and time/],
    ['a day that no calendar has', '7,2023-02-29 08:00,80,umol/L', 1, 'time', /is not a date and time/],
    ['an offset that no zone has', '7,2024-01-01 08:00+25:00,80,umol/L', 1, 'time', /is not a date and time/],
    [
      'a value that is no number',
      '7,2024-01-01 08:00,high,umol/L',
      2,
      'value',
      /"high": not-a-number: .*; write/,
    ],
    ['a time without a value', '7,2024-01-01 08:00,,umol/L', 2, 'value', /"": not-a-number/],
    [
      'a value beyond the living',
      '7,2024-01-01 08:00,80,mmol/L',
      2,
      'value',
      /"80": out-of-range: .*; correct/,
    ],
    ['no unit', '7,2024-01-01 08:00,0.9,', 3, 'unit', /"": unit-missing: .*; give one of umol\/L/],
    [
      'an unknown unit',
      '7,2024-01-01 08:00,80,mL/min',
      3,
      'unit',
      /"mL\/min": unit-unknown: .*; give one of/,
    ],
    [
      'a decimal comma',
      '7,2024-01-01 08:00,80,5,umol/L',
      4,
      '',
      /more cells than the header's 4; quote a cell/,
    ],
  ])('refuses %s, naming the cell, its text and the remedy', async (_case, record, column, name, detail) => {
    const [row] = await rowsOf('mrn,time,value,unit', record);
    expect(row).toMatchObject({
      results: [],
      refused: [{ column, name, detail: expect.stringMatching(detail) }],
    });
  });

  it.each([
    [
      'a missing column',
      'mrn,time,value',
      /line 1: .*the header lacks unit; begin it with mrn,time,value,unit/,
    ],
    ['two missing columns', 'time,value', /the header lacks mrn, unit;/],
    [
      'unknown columns',
      'mrn,time,value,unit,ward,name',
      /unknown column "ward", "name", which must be removed/,
    ],
    ['a column given twice', 'mrn,time,value,unit,Unit', /the header has two columns unit/],
    ['semicolons', 'mrn;time;value;unit', /the columns are not separated by commas/],
  ])('refuses a header with %s', async (_case, header, fault) => {
    expect(await faultOf(file.write(`${header}\n`))).toMatch(fault);
  });

  it('shows every byte of the file once', async () => {
    const text = `mrn,time,value,unit\n${'7,2024-01-01 08:00,80,umol/L\n'.repeat(9_000)}`;
    const chunks: Uint8Array[] = [];
    await readAll(file.write(text), { onBytes: (chunk) => chunks.push(chunk) });
    expect(Buffer.concat(chunks).toString()).toBe(text);
  });
});
