import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from '../settings/config';
import { claimHome } from '../home/claim-home';
import { homeFolder } from '../settings/home-folder';
import { prepareHome } from './prepare-home';

describe('a start with --fresh', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'renwatch-home-'));
  const home = homeFolder(root);
  beforeAll(() => {
    claimHome(home);
    mkdirSync(home.postgres);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const prepare = (check: () => Promise<void>) =>
    prepareHome({
      // Its ports are not asked for: another stack may have them.
      configuration: {
        ...readConfiguration({
          env: { RENWATCH_HOME: root, KAFKA_BROKERS: 'k:1', DATABASE_URL: 'postgres://d' },
          argv: ['--without=gateway,inference,pager,simulator'],
        }),
        fresh: true,
      },
      home,
      simulator: undefined,
      kept: undefined,
      check,
      say: () => undefined,
    });

  it('removes nothing if a service could not run', async () => {
    await expect(prepare(() => Promise.reject(new Error('SPEED=fast')))).rejects.toThrow('SPEED=fast');
    expect(existsSync(home.postgres)).toBe(true);
  });

  it('removes earlier data if all services can run', async () => {
    (await prepare(() => Promise.resolve())).close();
    expect(existsSync(home.postgres)).toBe(false);
  });
});
