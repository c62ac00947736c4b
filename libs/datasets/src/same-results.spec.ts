import * as fc from 'fast-check';
import { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
import { type CreatinineRow } from './forms/creatinine-row';
import { parquetOf, readAll, temporaryFile } from './datasets.spec-support';

const MAX_RESULTS = 4;
const file = temporaryFile();

const time = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((at) => Math.floor(at.getTime() / 1000) * 1000);
const result = fc.record({
  observedAtMs: time,
  umolPerL: fc.integer({ min: 500, max: 300_000 }).map((hundredths) => String(hundredths / 100)),
  comparator: fc.constantFrom('', '<', '>=') as fc.Arbitrary<'' | '<' | '>='>,
});
const patients = fc.uniqueArray(
  fc.record({
    mrn: fc.stringMatching(/^[0-9A-Z]["',;\n]{0,3}[0-9A-Z]{1,6}$/),
    results: fc.array(result, { minLength: 1, maxLength: MAX_RESULTS }),
  }),
  { selector: ({ mrn }) => mrn, minLength: 1, maxLength: 6 },
);

/** The results of a file by MRN, in file order, without the form of their times. */
async function resultsOf(bytes: string | Uint8Array) {
  const byMrn = new Map<string | null, unknown[]>();
  for (const { row } of await readAll(file.write(bytes), { required: ['mrn'] })) {
    expect(row.refused).toEqual([]);
    const own = byMrn.get(row.mrn) ?? [];
    byMrn.set(row.mrn, own);
    own.push(
      ...row.results.map(({ observedAtMs, umolPerL, comparator = '' }) => [
        observedAtMs,
        umolPerL,
        comparator,
      ]),
    );
  }
  return byMrn;
}

describe('the forms of a creatinine file', () => {
  it('give equal results for equal data', async () => {
    const property = fc.asyncProperty(
      patients,
      fc.shuffledSubarray(['mrn', 'time', 'value', 'unit'], { minLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      async (given, order, rowGroupSize) => {
        const rows = given.map(({ mrn, results }): CreatinineRow => ({
          ...{ mrn, ageYears: null, sex: 'U', aki: null, refused: [] },
          results: results.map(({ observedAtMs, umolPerL, comparator }) => ({
            ...{
              observedAtMs,
              umolPerL,
              local: new Date(observedAtMs).toISOString().replace(/\D/g, '').slice(0, 14),
            },
            ...(comparator && { comparator }),
          })),
        }));
        const expected = new Map(
          given.map(({ mrn, results }) => [
            mrn,
            results.map((own) => [own.observedAtMs, own.umolPerL, own.comparator]),
          ]),
        );
        const records = given.flatMap(({ mrn, results }) =>
          results.map((own): Record<string, string> => ({
            ...{ mrn, unit: 'umol/L', value: `${own.comparator}${own.umolPerL}` },
            time: new Date(own.observedAtMs).toISOString(),
          })),
        );
        const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
        const wide = [
          formatCreatinineCsvHeader('history', MAX_RESULTS),
          ...rows.map((row) => formatCreatinineCsvRow('history', row, MAX_RESULTS)),
        ];
        const long = [order, ...records.map((record) => order.map((name) => quoted(record[name])))];
        expect(await resultsOf(wide.join('\n'))).toEqual(expected);
        expect(await resultsOf(long.join('\r\n'))).toEqual(expected);
        expect(
          await resultsOf(
            await parquetOf(
              order.map((name) => ({ name, data: records.map((record) => record[name]), type: 'STRING' })),
              { rowGroupSize },
            ),
          ),
        ).toEqual(expected);
        const wideParquet = formatCreatinineCsvHeader('history', MAX_RESULTS)
          .split(',')
          .map((name, column) => ({
            name,
            data: rows.map(({ mrn, results }) => {
              const own = results[Math.floor((column - 1) / 2)];
              if (column === 0 || own === undefined) return column === 0 ? mrn : null;
              return column % 2 === 1
                ? `${new Date(own.observedAtMs).toISOString().slice(0, 19)}`
                : `${own.comparator ?? ''}${own.umolPerL}`;
            }),
            type: 'STRING' as const,
          }));
        expect(await resultsOf(await parquetOf(wideParquet))).toEqual(expected);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
