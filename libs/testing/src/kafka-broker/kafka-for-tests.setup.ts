import { startKafkaForTests } from './kafka-for-tests';

/** For `globalSetup` in a jest.config.cjs. */
export default startKafkaForTests;
