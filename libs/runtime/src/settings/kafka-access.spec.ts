import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration.error';
import { kafkaAccess } from './kafka-access';
import { kafkaFaults, kafkaSettings } from './kafka-settings';
import { loadConfiguration } from '../config/load-configuration';

const load = (env: Record<string, string>) => loadConfiguration(kafkaSettings, { env }, kafkaFaults);
const faultsOf = (env: Record<string, string>): string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
};

describe('access to Kafka', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-access-'));
  const file = join(folder, 'pem');
  beforeAll(() => writeFileSync(file, 'one'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('defaults to no TLS and no login', () => {
    expect(kafkaAccess(load({}))).toEqual({});
  });

  it('reads its files again for each connection', () => {
    const { tls, sasl } = kafkaAccess(load({ KAFKA_TLS: 'on', KAFKA_TLS_CA: file }));
    expect([tls?.(), sasl]).toEqual([{ ca: Buffer.from('one') }, undefined]);
    writeFileSync(file, 'two');
    expect(tls?.()).toEqual({ ca: Buffer.from('two') });
  });

  it('reads the password from a file', () => {
    writeFileSync(file, 'hunter2\n');
    const env = { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'renwatch' };
    expect(kafkaAccess(load({ ...env, KAFKA_SASL_PASSWORD_FILE: file })).sasl).toEqual({
      mechanism: 'scram-sha-512',
      username: 'renwatch',
      password: 'hunter2',
    });
  });

  it.each([
    [{ KAFKA_TLS_CA: '/ca' }, ['KAFKA_TLS_CA=/ca: has no effect while KAFKA_TLS is off; give KAFKA_TLS=on']],
    [
      { KAFKA_TLS: 'on', KAFKA_TLS_CERT: '/nowhere' },
      [
        'KAFKA_TLS_CERT=/nowhere: cannot be read (ENOENT); name a readable file',
        'KAFKA_TLS_CERT: needs KAFKA_TLS_KEY; give both or neither',
      ],
    ],
    [
      { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'renwatch' },
      ['KAFKA_SASL_PASSWORD: is not set; KAFKA_SASL_MECHANISM=plain requires it'],
    ],
    [
      { KAFKA_SASL_PASSWORD: 'hunter2' },
      ['KAFKA_SASL_PASSWORD: has no effect while KAFKA_SASL_MECHANISM is off; give a mechanism'],
    ],
    [
      { KAFKA_SASL_MECHANISM: 'kerberos' },
      [expect.stringMatching(/KAFKA_SASL_MECHANISM=kerberos: give one of off, plain/) as string],
    ],
  ])('reports faults of %j', (env, faults) => {
    expect(faultsOf(env)).toEqual(faults);
  });
});
