import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreatinineFileError, readCreatinineFile, rowResults } from '@renwatch/datasets';
import { readFeedsFile, parseDialledFeeds, parseListenedFeeds } from '@renwatch/feeds';
import { parseCreatinineCodes } from '@renwatch/intake';
import {
  commonSettings,
  ConfigurationError,
  databaseSettings,
  feedSettings,
  loadConfiguration,
} from '@renwatch/runtime';
import { BrokenPromise, type Target } from './target';

const buffers = (...texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text, 'utf8'));

/** One file for each process: a worker reads one input at a time. */
let folder: string | undefined;
function inFile(input: Buffer): string {
  folder ??= mkdtempSync(join(tmpdir(), 'renwatch-fuzz-'));
  const path = join(folder, 'input');
  writeFileSync(path, input);
  return path;
}

export const csv: Target = {
  name: 'csv',
  promise: 'reads the rows of a file of results, or refuses it with the place and remedy',
  seeds: buffers(
    'mrn,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1\n1,2024-01-01 10:00:00,80.5,2024-02-01 10:00:00,90\n2,,,,\n',
    'age,sex,aki,creatinine_date_0,creatinine_result_0\n60,f,n,2024-01-01 10:00:00,80.5\n',
    'mrn,time,value,unit\r\n"1","2024-01-01T10:00:00Z",80.5,umol/L\r\n2,2024-01-01T10:00:00+02:00,"1.1",mg/dL\r\n',
    'unit,value,time,mrn\n"mg/dL",1,2024-01-01 10:00:00,"a ""b"" c"\n',
  ),
  tokens: buffers(
    ...[
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      ';',
      '\t',
      '\ufeff',
      'PAR1',
      'NaN',
      '1e999',
      '-1',
      '0',
      '2024-02-30',
      'mrn,',
      ',,,,,,',
    ],
    ...['umol/L', 'mg/dL', '9999-12-31T23:59:59Z', '\u0000', 'creatinine_date_99999', '__proto__'],
  ),
  async check(input) {
    try {
      for await (const { row } of readCreatinineFile(inFile(input), { required: [] })) {
        for (const { umolPerL, observedAtMs } of rowResults(row))
          if (!Number.isFinite(umolPerL + observedAtMs))
            throw new BrokenPromise('a result has no number or time');
      }
    } catch (error) {
      if (!(error instanceof CreatinineFileError)) throw error;
    }
  },
};

export const feedsFile: Target = {
  name: 'feeds-file',
  promise: 'reads a file of feeds, or gives every fault with place and remedy',
  seeds: buffers(
    'feeds:\n  - name: lab\n    listen: 2575\n    timezone: Europe/London\n    codes: [CREA@L=mg/dL, 14682-9@LN]\n    resultTime: [OBR-7, SPM-17]\n',
    'feeds:\n  - name: ward\n    dial: ward.example:2576\n    authorityAliases: { A: B, "1.2.3": A }\n    processingIds: [P, T]\n',
    '{"feeds":[{"name":"a","listen":"127.0.0.1:1"},{"name":"b","dial":"x:2"}]}',
  ),
  tokens: buffers(
    ...[
      '- ',
      ': ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '<<: *a',
      '!!js/function ',
      '!!binary ',
      '|\n',
      '>\n',
      '---\n',
    ],
    ...[
      '~',
      'null',
      'name',
      'listen',
      'dial',
      '0',
      '65536',
      '-1',
      '\t',
      '"',
      "'",
      '\u0000',
      '__proto__',
      '? ',
      '# ',
    ],
  ),
  check(input) {
    const { feeds, faults } = readFeedsFile(inFile(input));
    if (feeds.length > 0 && faults.length > 0) throw new BrokenPromise('a faulty file gives feeds');
    for (const { remedy } of faults) if (remedy === '') throw new BrokenPromise('a fault has no remedy');
  },
};

const settings = { ...commonSettings, ...feedSettings, ...databaseSettings };

export const configuration: Target = {
  name: 'configuration',
  promise: 'reads settings, short forms of feeds and codes, or gives every fault with its remedy',
  seeds: buffers(
    'HTTP_PORT=8080\nLOG_LEVEL=info\nDATABASE_URL=postgres://a:b@host:5432/renwatch\nFEED_TIMEZONE=Europe/London',
    'lab:2575?timezone=Europe/London&codes=CREA=mg/dL;14682-9@LN,ward:2576?resultTime=OBR-7;SPM-17',
    '2575?name=lab&authorityAliases=A:B;C:D,127.0.0.1:2576',
    'CREA@L=mg/dL,14682-9@LN=umol/L,CREATININE',
    'DRAIN_TIMEOUT_MS=100\nCRASH_AT=a:1\nASSIGNING_AUTHORITY=local\n--log-level=warn',
  ),
  tokens: buffers(
    ...[
      '=',
      ',',
      ';',
      ':',
      '?',
      '&',
      '@',
      '%',
      '%41',
      '%zz',
      '\n',
      '--',
      'HTTP_PORT=',
      '[::1]',
      '0',
      '65536',
      '1e3',
      ' ',
    ],
    ...['off', 'true', '\u0000', '__proto__=', 'postgres://', '\u0130', '^', '|', '_FILE=/'],
  ),
  check(input) {
    const text = input.toString('utf8');
    for (const parsed of [parseListenedFeeds(text), parseDialledFeeds(text), parseCreatinineCodes(text)])
      if (!parsed.ok && parsed.remedy === '') throw new BrokenPromise('a fault has no remedy');
    const lines = text.split('\n');
    const env = Object.fromEntries(
      lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
    );
    try {
      loadConfiguration(settings, { env, argv: lines.filter((line) => line.startsWith('--')) });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
  },
};
