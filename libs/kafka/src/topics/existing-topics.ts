import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

/** Names of the topics that are there, for tools that read and must make none. @throws KafkaUnavailableError (retriable) */
export async function existingTopics({ client }: { client: KafkaClient }): Promise<ReadonlySet<string>> {
  return withAdmin(client, async (admin) => new Set(await admin.listTopics()));
}
