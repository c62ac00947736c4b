import { pause } from '@renwatch/timing';
import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

export interface RemoveTopicsOptions {
  client: KafkaClient;
  /** Names; missing topics are ignored. */
  topics: readonly string[];
  /** Time until the brokers must have removed them. Default 30 s. */
  goneTimeoutMs?: number;
}

const LOOK_EVERY_MS = 50;

/**
 * Removes topics with all records and returns when none is listed any more. For tests; no service does this.
 * @throws KafkaUnavailableError (retriable)
 */
export async function removeTopics(options: RemoveTopicsOptions): Promise<void> {
  const { client, topics, goneTimeoutMs = 30_000 } = options;
  await withAdmin(client, async (admin) => {
    const deadline = performance.now() + goneTimeoutMs;
    const left = async () => (await admin.listTopics()).filter((name) => topics.includes(name));
    const there = await left();
    if (there.length > 0) await admin.deleteTopics({ topics: there });
    while ((await left()).length > 0) {
      if (performance.now() > deadline)
        throw new Error(`${topics.join(', ')}: not removed after ${goneTimeoutMs} ms`);
      await pause(LOOK_EVERY_MS);
    }
  });
}
