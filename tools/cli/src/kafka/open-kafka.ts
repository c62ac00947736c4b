import { createKafkaClient, type KafkaClient } from '@renwatch/kafka';
import { createLogger } from '@renwatch/runtime';
import { type KafkaConfiguration } from '../config';

/** What goes wrong with a broker is thrown; what its library says beside that is nobody's concern here. */
const log = createLogger({ service: 'renwatch', level: 'silent' });

export function openKafka({ brokers }: Pick<KafkaConfiguration, 'brokers'>): KafkaClient {
  return createKafkaClient({ brokers, clientId: 'renwatch-cli', log });
}
