import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

/**
 * Returns the cluster's id: 22 random characters chosen when it was formatted, so that a new cluster at the same address is
 * recognised as another. @throws KafkaUnavailableError (retriable)
 */
export function clusterId(client: KafkaClient): Promise<string> {
  return withAdmin(client, async (admin) => {
    // Contrary to kafkajs's types, a broker may omit it.
    const { clusterId: id } = (await admin.describeCluster()) as { clusterId: string | null | undefined };
    if (id === null || id === undefined || id === '') throw new Error('cluster reported no id');
    return id;
  });
}
