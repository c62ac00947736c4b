import path from 'node:path';
import { startPostgres } from '@renwatch/testing';
import { finishesWithin } from '@renwatch/timing';
import { type StartPartOptions } from './start-broker';

export interface OwnDatabase {
  url: string;
  stop(graceMs: number): Promise<void>;
}

/** Starts a PostgreSQL, unless DATABASE_URL names one. It ends with this process, however that ends. */
export async function startDatabase({ configuration, home, say }: StartPartOptions): Promise<OwnDatabase> {
  const { databaseUrl, postgresPort } = configuration;
  if (databaseUrl) {
    say('PostgreSQL: as named by DATABASE_URL');
    return { url: databaseUrl, stop: () => Promise.resolve() };
  }
  const begun = Date.now();
  const logFile = path.join(home.logs, 'postgres.log');
  const postgres = await startPostgres({ dataDir: home.postgres, port: postgresPort, logFile });
  say(`PostgreSQL: on 127.0.0.1:${postgresPort} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return {
    url: postgres.url,
    stop: async (graceMs) => {
      if (!(await finishesWithin(postgres.stop(), graceMs))) await postgres.kill();
    },
  };
}
