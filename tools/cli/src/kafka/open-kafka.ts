import { createKafkaClient, type KafkaClient } from '@renwatch/kafka';
import { type KafkaConfiguration } from '../config';
import { log } from './silent-log';

export function openKafka({ brokers }: Pick<KafkaConfiguration, 'brokers'>): KafkaClient {
  return createKafkaClient({ brokers, clientId: 'renwatch-cli', log });
}
