import { logLevel, type LogEntry, type logCreator } from 'kafkajs';
import { type KafkaLog } from './kafka-log.port';

/** Routine during a first connection, a rebalance or a close; needs no attention. */
const HARMLESS =
  /coordinator is (?:loading|not available)|not the leader for that|not aware of this member|group is rebalancing|session has ended|received unsubscribed topics/i;

/** While a broker is away kafkajs logs it several times a second; one warning per interval is enough. */
const REPEAT_MS = 10_000;
const MAX_REMEMBERED = 100;

/**
 * Converts kafkajs's log to constant messages with its text as a field. kafkajs retries its errors or our code reports
 * them, so none is logged above warning. No entry holds a payload: kafkajs logs those at debug, which is off.
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
