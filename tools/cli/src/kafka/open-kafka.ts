import { createKafkaClient, type KafkaClient } from '@renwatch/kafka';
import { kafkaAccess } from '@renwatch/runtime';
import { type KafkaConfiguration } from '../config';
import { log } from './silent-log';

export function openKafka(configuration: KafkaConfiguration): KafkaClient {
  const { brokers } = configuration;
  return createKafkaClient({ brokers, clientId: 'renwatch-cli', ...kafkaAccess(configuration), log });
}
