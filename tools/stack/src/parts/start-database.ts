import path from 'node:path';
import { serviceUrls, startPostgres } from '@renwatch/testing';
import { finishesWithin } from '@renwatch/timing';
import { type StackConfiguration } from '../settings/config';
import { type StartPartOptions } from './start-broker';

export type ServiceDatabaseUrls = Readonly<Record<'inference' | 'pager', string>>;

export interface OwnDatabase {
  /** With the login of the owner of the tables. */
  url: string;
  /** With each service's own login. */
  urls: ServiceDatabaseUrls;
  stop(graceMs: number): Promise<void>;
}

/** Starts a PostgreSQL, unless DATABASE_URL names one. It ends with this process, however that ends. */
export async function startDatabase({ configuration, home, say }: StartPartOptions): Promise<OwnDatabase> {
  const { databaseUrl, postgresPort } = configuration;
  if (databaseUrl) {
    say('PostgreSQL: as named by DATABASE_URL');
    return { url: databaseUrl, urls: namedUrls(configuration), stop: () => Promise.resolve() };
  }
  const begun = Date.now();
  const logFile = path.join(home.logs, 'postgres.log');
  const postgres = await startPostgres({ dataDir: home.postgres, port: postgresPort, logFile });
  say(`PostgreSQL: on 127.0.0.1:${postgresPort} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return {
    url: postgres.url,
    urls: serviceUrls(postgres.url),
    stop: async (graceMs) => {
      if (!(await finishesWithin(postgres.stop(), graceMs))) await postgres.kill();
    },
  };
}

/** Returns the URLs of a PostgreSQL that somebody else runs; by default its one login serves everything. */
export function namedUrls({
  databaseUrl = 'postgres://localhost/renwatch',
  inferenceDatabaseUrl: inference = databaseUrl,
  pagerDatabaseUrl: pager = databaseUrl,
}: Pick<
  StackConfiguration,
  'databaseUrl' | 'inferenceDatabaseUrl' | 'pagerDatabaseUrl'
>): ServiceDatabaseUrls {
  return { inference, pager };
}
