import { stopPostgresForTests } from './postgres-for-tests';

/** For `globalTeardown` in a jest.config.cjs. */
export default stopPostgresForTests;
