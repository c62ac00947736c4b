import path from 'node:path';
import * as fc from 'fast-check';
import { anySettings, configurationFaults } from '@renwatch/testing';
import { readImportConfiguration, readInferenceConfiguration } from './config';

const DATABASE = { DATABASE_URL: 'postgres://renwatch@localhost/renwatch' };
const read = (env: Record<string, string>) => readInferenceConfiguration({ env });

const faultsOf = (env: Record<string, string>) => configurationFaults(() => read(env));

describe("inference's configuration", () => {
  it('needs only a database; rule and model have defaults', () => {
    expect(read(DATABASE)).toMatchObject({ rule: 'nhs-england', model: undefined, historyRequired: false });
  });

  it('reports all faults at once, including those between settings', () => {
    const env = { ...DATABASE, AKI_RULE: 'rifle', CREATININE_CODES: '=mmol', CONCURRENT_PARTITIONS: '20' };
    expect(faultsOf(env).map((fault) => fault.split('=')[0])).toEqual([
      'AKI_RULE',
      'CREATININE_CODES',
      'DATABASE_CONNECTIONS',
    ]);
  });

  it('reads the feeds of a file, and reports its faults', () => {
    const example = path.join(__dirname, '../../../docs/operations/feeds.example.yaml');
    const { feeds } = read({ ...DATABASE, FEEDS_FILE: example });
    expect(feeds.map(({ options: { name, codes } }) => [name, codes?.length])).toEqual([
      ['lab', 3],
      ['wards', undefined],
      ['poct', 1],
    ]);
    expect(faultsOf({ ...DATABASE, FEEDS_FILE: 'none.yaml' })).toEqual([
      'FEEDS_FILE=none.yaml: cannot be read (ENOENT); name a readable file',
    ]);
  });

  it('reports an unknown unit and a missing model file', () => {
    const env = { ...DATABASE, CREATININE_CODES: 'X=stone', MODEL: 'no.model.json', SHADOW_MODEL: 'none' };
    const faults = faultsOf(env);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'CREATININE_CODES=X=stone',
      'MODEL=no.model.json',
      'SHADOW_MODEL=none',
    ]);
    expect(faults[0]).toContain('stone is not a unit of creatinine');
  });

  it('needs no model file for a history import', () => {
    const env = { ...DATABASE, MODEL: '/elsewhere.model.json', SHADOW_MODEL: '/other.model.json' };
    expect(readImportConfiguration({ env })).toMatchObject({ model: 'off', shadowModel: undefined });
    const faults = configurationFaults(() => readImportConfiguration({ env: { ...env, AKI_RULE: 'rifle' } }));
    expect(faults.map((fault) => fault.split('=')[0])).toEqual(['AKI_RULE']);
  });

  it('loads or reports each fault with its remedy, for any values', () => {
    const names = [
      ...['AKI_RULE', 'CREATININE_CODES', 'CONCURRENT_PARTITIONS', 'MAX_BATCH_MESSAGES', 'HISTORY_REQUIRED'],
      ...['DATABASE_URL', 'DATABASE_CONNECTIONS', 'KAFKA_BROKERS', 'FEED_TIMEZONE', 'ASSIGNING_AUTHORITY'],
    ];
    fc.assert(
      fc.property(anySettings(names), (env) => {
        for (const fault of faultsOf(env)) expect(fault).toMatch(/^[A-Z][A-Za-z_ ]+(=[^]*)?: ./);
      }),
    );
  });
});
