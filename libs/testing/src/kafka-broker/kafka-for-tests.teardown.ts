import { stopKafkaForTests } from './kafka-for-tests';

/** For `globalTeardown` in a jest.config.cjs. */
export default stopKafkaForTests;
