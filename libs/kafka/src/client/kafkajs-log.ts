import { logLevel, type LogEntry, type logCreator } from 'kafkajs';
import { type KafkaLog } from './kafka-log.port';

/** Part of any first connection, new group or close: nothing that anybody need look at. */
const HARMLESS =
  /coordinator is (?:loading|not available)|not the leader for that|not aware of this member|group is rebalancing|session has ended|received unsubscribed topics/i;

/** While a broker is away kafkajs says so several times a second: once in so long is enough. */
const REPEAT_MS = 10_000;
const MAX_REMEMBERED = 100;

/**
 * kafkajs's log in our words: a constant message, its own text as a field. What it calls an error is a fault it tries
 * again, or one that our own code meets and reports; so the most it gets is a warning. Payloads are in none of it
 * (those it logs at debug, which is off).
 */
export function kafkajsLog(log: KafkaLog): logCreator {
  const warnedMs = new Map<string, number>();
  const isRepeat = (kind: string) => {
    const nowMs = performance.now();
    const lastMs = warnedMs.get(kind);
    if (lastMs !== undefined && nowMs - lastMs < REPEAT_MS) return true;
    if (warnedMs.size >= MAX_REMEMBERED) warnedMs.clear();
    warnedMs.set(kind, nowMs);
    return false;
  };
  return () =>
    ({ namespace, level, log: entry }: LogEntry) => {
      const { message, broker, groupId, retryCount } = entry;
      const error = textOf(entry['error']);
      const fields = { namespace, detail: message, broker, groupId, error, retryCount };
      const isFault = level === logLevel.ERROR || level === logLevel.WARN;
      if (!isFault) log.debug(fields, 'kafkajs message');
      else if (HARMLESS.test(`${message} ${error}`)) log.debug(fields, 'kafkajs reports a transient fault');
      else if (isRepeat(`${namespace} ${message} ${error}`)) log.debug(fields, 'kafkajs repeats a fault');
      else log.warn(fields, 'kafkajs reports a fault');
    };
}

function textOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof Error ? error.message : String(error);
}
