import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryFile, HistoryFileError, type HistoryRow } from './history.file';
import { importHistory, type HistoryProgress, type HistoryStore } from './history.importer';

const HEADER = 'mrn,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';

describe('a history file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-history-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (...lines: string[]): HistoryFile => {
    const path = join(folder, 'history.csv');
    writeFileSync(path, lines.join('\n'));
    return new HistoryFile(path);
  };

  const dayText = (day: number): string => `2024-01-${String(day).padStart(2, '0')} 08:00:00`;

  const memory = () => {
    const complete = new Set<string>();
    const rows: HistoryRow[] = [];
    const store: HistoryStore = {
      isComplete: (sha256) => Promise.resolve(complete.has(sha256)),
      importing: async ({ sha256 }, work) => {
        const chunk: HistoryRow[] = [];
        await work((some) => Promise.resolve(void chunk.push(...some)));
        rows.push(...chunk);
        complete.add(sha256);
        return true;
      },
    };
    return { store, rows };
  };

  it('is imported once, keyed by its bytes, and reports its progress', async () => {
    const { store, rows } = memory();
    const progress: string[] = [];
    const options = {
      store,
      chunkItems: 3,
      onProgress: ({ results, of, bar }: HistoryProgress) => progress.push(`${results}/${of} ${bar}`),
    };
    const lines = [
      HEADER,
      '007,2024-01-01 08:00:00,80.5,2024-01-02 08:00:00,81',
      '8,2024-01-01 08:00:00,90',
      '9',
      '',
    ];
    const first = await importHistory({ ...options, file: file(...lines) });
    expect(first).toMatchObject({ outcome: 'imported', patients: 3, results: 3 });
    expect(rows.map(({ mrn, results }) => [mrn, results.length])).toEqual([
      ['007', 2],
      ['8', 1],
      ['9', 0],
    ]);
    expect(progress).toEqual(['2/3 [#############-------] 66%', '3/3 [####################] 100%']);
    const again = await importHistory({ ...options, file: file(...lines) });
    expect(again).toMatchObject({ outcome: 'already-imported', sha256: first.sha256 });
    expect(rows).toHaveLength(3);
  });

  it('is read as written, for any MRNs, values and line ends', async () => {
    const mrn = fc.stringMatching(/^[\p{L}\d_-]{1,12}$/u);
    const result = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      umolPerL: fc.integer({ min: 50, max: 30_000 }).map((tenths) => tenths / 10),
    });
    const patients = fc.array(fc.record({ mrn, results: fc.array(result, { maxLength: 2 }) }), {
      minLength: 1,
    });
    const ends = fc.constantFrom('\n', '\r\n');
    const property = fc.asyncProperty(patients, ends, fc.boolean(), async (written, end, lastEnd) => {
      const lines = written.map(({ mrn: own, results }) =>
        [own, ...results.flatMap(({ day, umolPerL }) => [dayText(day), String(umolPerL)])].join(','),
      );
      const path = join(folder, 'history.csv');
      writeFileSync(path, [HEADER, ...lines].join(end) + (lastEnd ? end : ''));
      const own = new HistoryFile(path);
      const read: HistoryRow[] = [];
      for await (const row of own.rows(await own.inspect())) read.push(row);
      expect(
        read.map((row) => ({
          mrn: row.mrn,
          results: row.results.map(({ umolPerL }) => Number(umolPerL)),
        })),
      ).toEqual(
        written.map((patient) => ({
          mrn: patient.mrn,
          results: patient.results.map(({ umolPerL }) => umolPerL),
        })),
      );
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it.each([
    [
      'without its header',
      ['1,2024-01-01 08:00:00,80'],
      /line 1: .*begin it with mrn,time,value,unit or mrn,creatinine_date_0/,
    ],
    ['with another header', ['age,sex,creatinine_date_0,creatinine_result_0'], /the header lacks mrn/],
    [
      'with a faulty cell',
      [HEADER, '1,2024-01-01 08:00:00,80', '2,yesterday,80'],
      /HISTORY_CSV=.*history\.csv: line 3, column 2 \(creatinine_date_0\): "yesterday" is not .*; write it like/,
    ],
    [
      'with a long record without a unit',
      ['mrn,time,value,unit', '1,2024-01-01 08:00:00,80,umol/L', '2,2024-01-01 08:00:00,80,'],
      /HISTORY_CSV=.*history\.csv: line 3, column 4 \(unit\): "": unit-missing: .*; give one of umol/,
    ],
    [
      'with more faults than are shown',
      ['mrn,time,value,unit', ...Array.from({ length: 7 }, () => '1,never,80,umol/L')],
      /line 6, column 2 [^;]*; [^;]*; and 2 more$/,
    ],
    ['with a row that has no MRN', [HEADER, ',2024-01-01 08:00:00,80'], /line 2: no mrn/],
    ['without patients', [HEADER], /holds no patient/],
  ])('%s is refused as a whole, by line, before anything is stored', async (_name, lines, expected) => {
    const { store, rows } = memory();
    const options = { file: file(...lines), store, chunkItems: 3, onProgress: () => undefined };
    await expect(importHistory(options)).rejects.toThrow(HistoryFileError);
    await expect(importHistory(options)).rejects.toThrow(expected);
    expect(rows).toEqual([]);
  });

  it('is not marked complete if it changes during its import', async () => {
    const { store, rows } = memory();
    const changing = file(HEADER, '1,2024-01-01 08:00:00,80');
    const importing: HistoryStore['importing'] = (facts, work) => {
      file(HEADER, '1,2024-01-01 08:00:00,180');
      return store.importing(facts, work);
    };
    const options = { chunkItems: 3, onProgress: () => undefined, file: changing };
    await expect(importHistory({ ...options, store: { ...store, importing } })).rejects.toThrow(
      /HISTORY_CSV=.* it was changed while it was imported/,
    );
    expect(rows).toEqual([]);
    expect(await importHistory({ ...options, store })).toMatchObject({ outcome: 'imported' });
  });

  it('is named with the remedy if it cannot be read', async () => {
    await expect(new HistoryFile(join(folder, 'absent')).inspect()).rejects.toThrow(
      /HISTORY_CSV=.*absent: it cannot be read \(ENOENT\); name a readable file/,
    );
    await expect(new HistoryFile(folder).inspect()).rejects.toThrow(/EISDIR/);
  });
});
