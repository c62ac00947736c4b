import { EXIT_CONFIGURATION } from '@renwatch/runtime';

/** A topic could lose records, or guarantees less than KAFKA_REPLICATION, KAFKA_MIN_INSYNC_REPLICAS or MAX_FRAME_BYTES asks. */
export class TopicRefusedError extends Error {
  readonly retriable = false;
  readonly exitCode = EXIT_CONFIGURATION;

  constructor(cause: Error) {
    super(
      `${cause.message}; change the topic, or KAFKA_REPLICATION, KAFKA_MIN_INSYNC_REPLICAS and MAX_FRAME_BYTES`,
      { cause },
    );
    this.name = 'TopicRefusedError';
  }
}
