import { setting } from './setting';

/** Where PostgreSQL is: the same for every service that uses it. */
export const databaseSettings = {
  databaseUrl: setting.text('DATABASE_URL', {
    describe: "PostgreSQL's URL, postgres://user:password@host:5432/renwatch",
    secret: true,
    fallback: 'postgres://renwatch@localhost:5432/renwatch',
  }),
  databaseConnections: setting.integer('DATABASE_CONNECTIONS', {
    describe: 'the most database sessions of this process',
    min: 2,
    max: 100,
    fallback: '8',
  }),
};
