import { type IHeaders, type KafkaMessage } from 'kafkajs';
import { type ConsumedMessage } from './batch.handler';

/** A message of kafkajs in our types. Of a header given several times the last counts. */
export function consumedMessage({ offset, key, value, timestamp, headers }: KafkaMessage): ConsumedMessage {
  return {
    offset: BigInt(offset),
    key,
    value,
    timestampMs: Number(timestamp),
    headers: consumedHeaders(headers),
  };
}

function consumedHeaders(headers: IHeaders = {}): Record<string, Buffer> {
  const consumed: Record<string, Buffer> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = Array.isArray(given) ? given.at(-1) : given;
    if (value !== undefined) consumed[name] = Buffer.from(value);
  }
  return consumed;
}
