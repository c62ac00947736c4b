import { KafkaJSProtocolError } from 'kafkajs';

/**
 * Kafka's own name of a fault (`MESSAGE_TOO_LARGE`), looked for through the errors that kafkajs wraps around it;
 * undefined where the broker did not answer at all.
 */
export function protocolType(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    if (at instanceof KafkaJSProtocolError) return at.type;
  }
  return undefined;
}
