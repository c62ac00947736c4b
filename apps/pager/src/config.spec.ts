import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { anySettings, configurationFaults } from '@renwatch/testing';
import { readPagerConfiguration } from './config';

const read = (env: Record<string, string>, ...argv: string[]) => readPagerConfiguration({ env, argv });

const faultsOf = (env: Record<string, string>) => configurationFaults(() => read(env));

describe('readPagerConfiguration', () => {
  it.each([
    [{ PAGER_ADDRESS: 'pager.ward:8441' }, [], { host: 'pager.ward', port: 8441 }],
    [{}, ['--pager=9441'], { host: 'localhost', port: 9441 }],
    [{ PAGER_ADDRESS: 'pager.ward:8441' }, ['--pager', 'other:1'], { host: 'other', port: 1 }],
    [{ PAGER_ADDRESS: '[::1]:8441' }, [], { host: '::1', port: 8441 }],
  ])('reads the address of the pager from %j %j', (env, argv, address) => {
    expect(read(env as Record<string, string>, ...argv).pager).toEqual(address);
  });

  describe('on a secured page endpoint', () => {
    const folder = mkdtempSync(join(tmpdir(), 'renwatch-pager-'));
    const [file, tokenFile] = [join(folder, 'pem'), join(folder, 'token')];
    const on = { PAGER_ADDRESS: 'pager.ward:8441', PAGER_TLS: 'on' };
    beforeAll(() => {
      writeFileSync(file, 'pem');
      writeFileSync(tokenFile, 'secret-token\n');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads the token from a file', () => {
      expect(read({ ...on, PAGER_TOKEN_FILE: tokenFile })).toMatchObject({
        pagerTls: 'on',
        pagerToken: 'secret-token',
      });
    });

    it.each<[string, Record<string, string>, RegExp]>([
      [
        'a token in clear text',
        { PAGER_TLS: 'off', PAGER_TOKEN: 'secret' },
        /PAGER_TOKEN: would be sent in clear/,
      ],
      ['a token of two lines', { ...on, PAGER_TOKEN: 'a\r\nb' }, /PAGER_TOKEN: has a blank, a line break/],
      ['files without TLS', { PAGER_TLS: 'off', PAGER_TLS_CA: file }, /PAGER_TLS_CA=.*: has no effect/],
      [
        'a certificate without its key',
        { ...on, PAGER_TLS_CERT: file },
        /PAGER_TLS_CERT: needs PAGER_TLS_KEY/,
      ],
      ['a file that is not there', { ...on, PAGER_TLS_CA: '/nowhere' }, /PAGER_TLS_CA=.*cannot be read/],
    ])('refuses %s', (_case, env, fault) => {
      const faults = faultsOf({ ...on, ...env });
      expect(faults).toEqual([expect.stringMatching(fault)]);
      expect(faults.join()).not.toContain('secret');
    });
  });

  it('reports every fault at once', () => {
    const faulty = () => read({ PAGER_TIMEOUT_MS: '0', DATABASE_URL_FILE: '/nowhere/secret' });
    expect(faulty).toThrow(/PAGER_ADDRESS/);
    expect(faulty).toThrow(/PAGER_TIMEOUT_MS=0/);
    expect(faulty).toThrow(/DATABASE_URL_FILE/);
  });

  it('loads any variables or names each fault with its remedy', () => {
    const names = [
      ...[
        'PAGER_ADDRESS',
        'PAGER_TLS',
        'PAGER_TOKEN',
        'PAGER_TIMEOUT_MS',
        'PAGER_CONCURRENCY',
        'PAGER_MAX_BACKOFF_MS',
        'PAGER_MAX_REPEAT_BACKOFF_MS',
      ],
      'KAFKA_BROKERS',
      ...['DATABASE_URL', 'DATABASE_URL_FILE', 'DATABASE_CONNECTIONS', 'HTTP_PORT', 'LOG_LEVEL'],
    ];
    fc.assert(
      fc.property(anySettings(names), (env) => {
        for (const fault of faultsOf(env)) expect(fault).toMatch(/^[A-Z][A-Za-z_ ]+(=[^]*)?: ./);
      }),
    );
  });
});
