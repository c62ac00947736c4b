import { startPostgresForTests } from './postgres-for-tests';

/** For `globalSetup` in a jest.config.cjs. */
export default startPostgresForTests;
