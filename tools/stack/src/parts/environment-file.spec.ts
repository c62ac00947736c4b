import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { handRunEnvironment, writeEnvironmentFile } from './environment-file';

describe('the environment file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-env-'));
  const file = path.join(folder, 'services.env');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read back by Node, and only by its owner', () => {
    writeFileSync(file, '', { mode: 0o644 });
    const variables = { URL: "postgres://u:a#b'c@h/d", CSV: '/my files/h.csv', LISTEN: '2575?name=a&b="c"' };
    writeEnvironmentFile({ file, variables });
    expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(variables);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("has the shared variables of all services, and the user's", () => {
    const service = (env: Record<string, string>) => ({
      name: 'pager' as const,
      main: '',
      args: [],
      env,
      httpPort: 1,
    });
    const services = [
      service({ KAFKA_BROKERS: 'k:1', HTTP_PORT: '1', HISTORY_CSV: '/h.csv', MODEL: '' }),
      service({
        KAFKA_BROKERS: 'k:1',
        HTTP_PORT: '2',
        DATABASE_URL: 'postgres://pager@d',
        PAGER_ADDRESS: 'p:2',
      }),
    ];
    const environment = { PATH: '/bin', FEED_TIMEZONE: 'Europe/London', CREATININE_CODES: 'CREA' };
    expect(handRunEnvironment({ services, environment, databaseUrl: 'postgres://d' })).toEqual({
      DATABASE_URL: 'postgres://d',
      ...{ KAFKA_BROKERS: 'k:1', HISTORY_CSV: '/h.csv', PAGER_ADDRESS: 'p:2' },
      ...{ FEED_TIMEZONE: 'Europe/London', CREATININE_CODES: 'CREA' },
    });
  });
});
