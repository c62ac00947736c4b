import { logLevel, type LogEntry, type logCreator } from 'kafkajs';
import { type KafkaLog } from './kafka-log';

/** Part of any first connection or new group: the broker is still making up its mind. */
const HARMLESS = /coordinator is (?:loading|not available)|not aware of this member|group is rebalancing/i;

/**
 * kafkajs's log in our words: a constant message, its own text as a field. What it calls an error is a fault it tries
 * again, or one that our own code meets and reports; so the most it gets is a warning. Payloads are in none of it
 * (those it logs at debug, which is off).
 */
export function kafkajsLog(log: KafkaLog): logCreator {
  return () =>
    ({ namespace, level, log: entry }: LogEntry) => {
      const { message, broker, groupId, error, retryCount } = entry;
      const fields = { namespace, detail: message, broker, groupId, error: textOf(error), retryCount };
      if (level === logLevel.ERROR || level === logLevel.WARN) {
        if (HARMLESS.test(`${message} ${textOf(error)}`)) log.debug(fields, 'Kafka client is settling');
        else log.warn(fields, 'Kafka client reports a fault');
        return;
      }
      log.debug(fields, 'Kafka client reports');
    };
}

function textOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof Error ? error.message : String(error);
}
