import { type KafkaClient } from '../client/kafka-client';
import { withAdmin } from './with-admin';

/**
 * What a cluster calls itself: 22 characters that were drawn when it was made, so that one made anew under the same
 * address is known for another. @throws KafkaUnavailableError (retriable)
 */
export function clusterId(client: KafkaClient): Promise<string> {
  return withAdmin(client, async (admin) => {
    // Whatever kafkajs's types say, a broker may leave it out.
    const { clusterId: id } = (await admin.describeCluster()) as { clusterId: string | null | undefined };
    if (id === null || id === undefined || id === '') throw new Error('cluster reported no id');
    return id;
  });
}
