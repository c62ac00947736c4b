/** The broker that `kafka-for-tests.setup` started (or that the environment names), as a client's `brokers`. */
export function testKafkaBrokers(): string[] {
  const brokers = process.env['TEST_KAFKA_BROKERS'];
  if (!brokers) {
    throw new Error(
      'TEST_KAFKA_BROKERS is not set: add kafka-for-tests.setup to globalSetup in jest.config.cjs',
    );
  }
  return brokers.split(',');
}
