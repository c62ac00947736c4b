import { stopKafkaForTests } from '../kafka-broker/kafka-for-tests';
import { stopPostgresForTests } from './postgres-for-tests';

/** For `globalTeardown` in a jest.config.cjs, which takes one module only. */
export default async function stopKafkaAndPostgresForTests(): Promise<void> {
  await stopKafkaForTests();
  await stopPostgresForTests();
}
