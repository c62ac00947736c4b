import * as fc from 'fast-check';
import { anySettings, configurationFaults } from '@renwatch/testing';
import { readConsoleConfiguration } from './config';

const read = (env: Record<string, string>) => readConsoleConfiguration({ env, argv: [] });

describe('readConsoleConfiguration', () => {
  it('serves this machine alone unless told otherwise', () => {
    expect(read({})).toMatchObject({ consoleHost: '127.0.0.1', consolePort: 8090, timezone: 'UTC' });
  });

  it.each(['https://renwatch.example.org', 'http://127.0.0.1:8090', 'http://[::1]:1'])('takes %s', (url) => {
    expect(read({ CONSOLE_URL: url }).consoleUrl.origin).toBe(url);
  });

  it.each([
    ['http://renwatch.example.org', /^CONSOLE_URL=.*clear text; give an https/],
    ['https://renwatch.example.org/console', /without a path/],
    ['renwatch', /give http:\/\/ or https:\/\//],
  ])('refuses %s', (url, fault) => {
    expect(configurationFaults(() => read({ CONSOLE_URL: url }))).toEqual([expect.stringMatching(fault)]);
  });

  it.each(['0.0.0.0', '::', '10.0.0.7'])('refuses to serve on %s without TLS', (host) => {
    const faults = configurationFaults(() => read({ CONSOLE_HOST: host }));
    expect(faults).toEqual([expect.stringMatching(/^CONSOLE_HOST=.*clear text/)]);
    expect(read({ CONSOLE_HOST: host, CONSOLE_URL: 'https://renwatch.example' }).consoleHost).toBe(host);
  });

  it('loads any variables or names each fault with its remedy', () => {
    const names = [
      'CONSOLE_HOST',
      'CONSOLE_PORT',
      'CONSOLE_URL',
      'FEED_TIMEZONE',
      'DATABASE_URL',
      'HTTP_PORT',
    ];
    fc.assert(
      fc.property(anySettings(names), (env) => {
        for (const fault of configurationFaults(() => read(env)))
          expect(fault).toMatch(/^[A-Z][A-Za-z_ ]+(=[^]*)?: ./);
      }),
    );
  });
});
