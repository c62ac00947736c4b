import { RECORDS } from '@renwatch/events';
import { breakingChanges, type JsonSchema } from './json-schema';

export interface AsyncApi {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string };
  channels: Record<
    string,
    { address: string; description: string; messages: Record<string, { $ref: string }> }
  >;
  operations: Record<string, { action: 'send'; channel: { $ref: string }; summary: string }>;
  components: { messages: Record<string, { name: string; summary: string; payload: JsonSchema }> };
}

/** Describes every topic with records, from the schemas that services check records by. */
export function asyncApi(): AsyncApi {
  const messages = RECORDS.map(({ name, purpose, jsonSchema }) => [
    name,
    { name, summary: purpose, payload: jsonSchema() as JsonSchema },
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Renwatch topics',
      version: '1',
      description:
        'Records are JSON in UTF-8. A reader ignores properties that it does not know; a record whose `schema` is higher than it knows stops that partition until the reader is upgraded.',
    },
    channels: Object.fromEntries(
      RECORDS.map(({ name, topic, key, purpose }) => [
        name,
        {
          address: topic,
          description: `${purpose}. Key: ${key}.`,
          messages: { [name]: { $ref: `#/components/messages/${name}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      RECORDS.map(({ name, writers }) => [
        `write-${name}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${name}` },
          summary: `Written by ${writers.join(', ')}.`,
        },
      ]),
    ),
    components: { messages: Object.fromEntries(messages) as AsyncApi['components']['messages'] },
  };
}

/** Lists what a change breaks for readers and writers of other versions, one sentence each. */
export function asyncApiBreaks(before: AsyncApi, after: AsyncApi): string[] {
  return Object.entries(before.components.messages).flatMap(([name, { payload }]) => {
    const next = after.components.messages[name];
    if (!next) return [`${name}: was removed`];
    const address = before.channels[name]?.address;
    const moved = after.channels[name]?.address;
    const changes = breakingChanges(payload, next.payload, name);
    return address === moved ? changes : [`${name}: moved from ${address} to ${moved}`, ...changes];
  });
}
