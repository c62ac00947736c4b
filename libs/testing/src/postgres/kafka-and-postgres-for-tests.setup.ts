import { startKafkaForTests } from '../kafka-broker/kafka-for-tests';
import { startPostgresForTests } from './postgres-for-tests';

/** For `globalSetup` in a jest.config.cjs, which takes one module only. */
export default async function startKafkaAndPostgresForTests(): Promise<void> {
  await startPostgresForTests();
  await startKafkaForTests();
}
