import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** The database's progress was counted in another Kafka cluster: its offsets would skip messages of this one. */
export class OtherClusterError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(options: { brokers: readonly string[]; clusterId: string; boundTo: string }) {
    const { brokers, clusterId, boundTo } = options;
    super(
      `KAFKA_BROKERS=${brokers.join(',')} is the Kafka cluster ${clusterId}, but the database (DATABASE_URL) has its ` +
        `progress from cluster ${boundTo}: name the brokers or the database that belong together`,
    );
    this.name = 'OtherClusterError';
  }
}
