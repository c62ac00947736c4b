import { stopTestServers } from './test-servers';

/** The `globalTeardown` of jest.preset.cjs. */
export default stopTestServers;
