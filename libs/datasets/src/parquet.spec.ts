import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { faultOf, parquetOf, readAll, temporaryFile } from './datasets.spec-support';

const file = temporaryFile();
const at = (hour: number) => new Date(Date.UTC(2024, 0, 1, hour));
const columns = (rows: number) => [
  { name: 'mrn', data: Array.from({ length: rows }, (_, row) => `00${row}`) },
  { name: 'time', data: Array.from({ length: rows }, (_, row) => at(row)), type: 'TIMESTAMP' as const },
  { name: 'value', data: Array.from({ length: rows }, (_, row) => 80.5 + row) },
  { name: 'unit', data: Array.from({ length: rows }, () => 'umol/L') },
];

describe('a Parquet file', () => {
  it('is read by its first bytes, row group by row group', async () => {
    const path = file.write(await parquetOf(columns(5), { rowGroupSize: 2 }));
    const records = await readAll(path);
    expect(records.map(({ place, form }) => [place, form])).toEqual(
      [1, 2, 3, 4, 5].map((row) => [`row ${row}`, 'long']),
    );
    expect(records[4]?.row).toMatchObject({
      mrn: '004',
      results: [{ local: '20240101040000', offset: 'Z', observedAtMs: at(4).getTime(), umolPerL: '84.5' }],
    });
  });

  it('shows every byte of the file once', async () => {
    const bytes = await parquetOf(columns(5));
    const chunks: Uint8Array[] = [];
    await readAll(file.write(bytes), { onBytes: (chunk) => chunks.push(chunk) });
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it('may be compressed with gzip', async () => {
    const compressors = { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) };
    const bytes = await parquetOf(columns(300), { codec: 'GZIP', compressors });
    expect(await readAll(file.write(bytes))).toHaveLength(300);
  });

  it.each([
    ['polars: zstd, instants', 'polars.parquet', '007', 'Z'],
    [
      'pyarrow: snappy, whole numbers, 32-bit floats, dictionaries, local times',
      'pyarrow.parquet',
      '7',
      undefined,
    ],
  ])('may come from %s', async (_case, name, mrn, offset) => {
    const records = await readAll(join(__dirname, '..', 'fixtures', name));
    const zone = offset === undefined ? {} : { offset };
    expect(records.map(({ row }) => [row.mrn, row.results])).toEqual([
      [mrn, [{ local: '20240101080000', ...zone, observedAtMs: at(8).getTime(), umolPerL: '80.5' }]],
      ['8', [{ local: '20240102080000', ...zone, observedAtMs: at(32).getTime(), umolPerL: '79.578' }]],
    ]);
  });

  it.each([
    ['a whole number', { data: [7n] }, { mrn: '7' }],
    ['a number that pandas made a fraction', { data: [7], type: 'DOUBLE' as const }, { mrn: '7' }],
    ['text', { data: ['  007 '] }, { mrn: '007' }],
    ['nothing', { data: [null], type: 'STRING' as const }, { mrn: '' }],
  ])('may hold an MRN as %s', async (_case, mrn, row) => {
    const [, ...others] = columns(1);
    const records = await readAll(file.write(await parquetOf([{ name: 'mrn', ...mrn }, ...others])));
    expect(records).toMatchObject([{ row }]);
  });

  it('reads a 32-bit float as the number it was made of', async () => {
    const [mrn, time, , unit] = columns(1) as Required<ReturnType<typeof columns>>;
    const value = { name: 'value', data: new Float32Array([80.1]), type: 'FLOAT' as const };
    const records = await readAll(
      file.write(await parquetOf([mrn, time, value, unit].flatMap((c) => c ?? []))),
    );
    expect(records).toMatchObject([{ row: { results: [{ umolPerL: '80.1' }] } }]);
  });

  it.each([
    ['local times', { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } as const, undefined],
    ['instants', { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } as const, 'Z'],
  ])('may hold times as %s', async (_case, logical_type, offset) => {
    const data = [...columns(1)].map((column) =>
      column.name === 'time'
        ? { name: 'time', data: new BigInt64Array([BigInt(at(8).getTime()) * 1000n]) }
        : column,
    );
    const schema = [
      { name: 'root', num_children: 4 },
      {
        name: 'mrn',
        type: 'BYTE_ARRAY' as const,
        converted_type: 'UTF8' as const,
        repetition_type: 'REQUIRED' as const,
      },
      { name: 'time', type: 'INT64' as const, logical_type, repetition_type: 'REQUIRED' as const },
      { name: 'value', type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const },
      {
        name: 'unit',
        type: 'BYTE_ARRAY' as const,
        converted_type: 'UTF8' as const,
        repetition_type: 'REQUIRED' as const,
      },
    ];
    const bytes = await parquetOf(
      data.map(({ name, data: values }) => ({ name, data: values })),
      { schema },
    );
    const [record] = await readAll(file.write(bytes));
    expect(record?.row.results).toEqual([
      {
        ...{ local: '20240101080000', observedAtMs: at(8).getTime(), umolPerL: '80.5' },
        ...(offset && { offset }),
      },
    ]);
  });

  it('refuses a faulty cell by row, column and text', async () => {
    const data = columns(3).map((column) =>
      column.name === 'unit' ? { ...column, data: ['umol/L', 'g', ''] } : column,
    );
    const records = await readAll(file.write(await parquetOf(data)));
    expect(
      records.map(({ place, row }) => [place, row.refused.map(({ name, detail }) => [name, detail])]),
    ).toEqual([
      ['row 1', []],
      ['row 2', [['unit', expect.stringMatching(/^"g": unit-unknown: .*; give one of/)]]],
      ['row 3', [['unit', expect.stringMatching(/^"": unit-missing: .*; give one of/)]]],
    ]);
  });

  it('refuses columns that it does not know', async () => {
    const bytes = await parquetOf([...columns(1), { name: 'ward', data: ['7'] }]);
    expect(await faultOf(file.write(bytes))).toMatch(/schema: .*unknown column "ward"/);
  });

  it('refuses a column of structures', async () => {
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'mrn', num_children: 1, repetition_type: 'REQUIRED' as const },
      { name: 'number', type: 'INT32' as const, repetition_type: 'REQUIRED' as const },
    ];
    const bytes = await parquetOf([{ name: 'mrn', data: [{ number: 7 }] }], { schema });
    expect(await faultOf(file.write(bytes))).toMatch(/schema: .*column "mrn" is a list or a structure/);
  });

  it.each([
    [
      'without its end',
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 20),
      /schema: .*cannot be read .*write it again/,
    ],
    ['of its first bytes only', () => Buffer.from('PAR1'), /schema: .*cannot be read .*write it again/],
    [
      'with changed pages',
      (bytes: Buffer) => bytes.fill(255, 4, 60),
      /row 1: .*cannot be read .*write it again/,
    ],
  ])('refuses a file %s', async (_case, damage, fault) => {
    expect(await faultOf(file.write(damage(await parquetOf(columns(50)))))).toMatch(fault);
  });
});
