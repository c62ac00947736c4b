import { type Kafka } from 'kafkajs';
import { type SessionSockets } from './session-sockets';

/** One use of kafkajs, with sockets of its own: made for one producer, consumer or admin, and thrown away after a fault. */
export interface KafkaSession {
  kafka: Kafka;
  sockets: SessionSockets;
}
