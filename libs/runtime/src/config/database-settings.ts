import { integer, text } from './schemas';
import { setting } from './setting';

/** Access to PostgreSQL: the same for every service that uses it. */
export const databaseSettings = {
  databaseUrl: setting(
    'DATABASE_URL',
    text.refine(isPostgresUrl, 'give a URL such as postgres://user:password@host:5432/renwatch'),
    {
      help: 'PostgreSQL URL, postgres://user:password@host:5432/renwatch',
      secret: true,
      fallback: 'postgres://renwatch@localhost:5432/renwatch',
    },
  ),
  databaseConnections: setting('DATABASE_CONNECTIONS', integer(2, 100), {
    help: 'maximum number of database sessions of this process',
    fallback: '8',
  }),
};

function isPostgresUrl(given: string): boolean {
  return URL.canParse(given) && /^postgres(ql)?:$/.test(new URL(given).protocol);
}
