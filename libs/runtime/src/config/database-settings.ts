import { setting, type Parsed } from './setting';

/** Where PostgreSQL is: the same for every service that uses it. */
export const databaseSettings = {
  databaseUrl: setting.custom('DATABASE_URL', {
    describe: "PostgreSQL's URL, postgres://user:password@host:5432/renwatch",
    secret: true,
    fallback: 'postgres://renwatch@localhost:5432/renwatch',
    parse: parseDatabaseUrl,
  }),
  databaseConnections: setting.integer('DATABASE_CONNECTIONS', {
    describe: 'the most database sessions of this process',
    min: 2,
    max: 100,
    fallback: '8',
  }),
};

function parseDatabaseUrl(text: string): Parsed<string> {
  const isPostgres = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
  return isPostgres
    ? { ok: true, value: text }
    : { ok: false, remedy: 'give a URL such as postgres://user:password@host:5432/renwatch' };
}
