export {
  KafkaClient,
  createKafkaClient,
  type KafkaClientOptions,
  type KafkaSasl,
} from './client/kafka-client';
export { type KafkaLog } from './client/kafka-log.port';
export { clusterId } from './admin/cluster-id';
export { BatchConsumer, type BatchConsumerOptions } from './consumer/batch-consumer';
export {
  type BatchControl,
  type BatchHandler,
  type BatchOutcome,
  type ConsumedBatch,
  type ConsumedMessage,
} from './consumer/batch.handler';
export { consumerLog } from './consumer/consumer.log';
export { type ConsumerEvents } from './consumer/consumer.events';
export { KafkaUnavailableError } from './error/kafka-unavailable.error';
export { ProducerFullError } from './error/producer-full.error';
export { RecordRejectedError } from './error/record-rejected.error';
export { RecordTooLargeError } from './error/record-too-large.error';
export { TopicGuaranteeError } from './error/topic-guarantee.error';
export { BatchingProducer, type BatchingProducerOptions } from './producer/batching-producer';
export {
  DeadLetterWriter,
  outgoingDeadLetter,
  type DeadLetterWriterOptions,
} from './producer/dead-letter.writer';
export { recordBytes, type OutgoingRecord } from './producer/outgoing-record';
export { type ProducerEvents } from './producer/producer.events';
export { TaskGroup, type TaskGroupOptions } from './tasks/task-group';
export { type TaskGroupEvents } from './tasks/task-group.events';
export { type TaskListener } from './tasks/task-listener.port';
export { ensureTopics, existingTopics, type EnsureTopicsOptions } from './admin/ensure-topics';
export { readTopic, type ReadTopicOptions } from './admin/read-topic';
export { removeRecords, type RemoveRecordsOptions } from './admin/remove-records';
export { removeTopics, type RemoveTopicsOptions } from './admin/remove-topics';
export { topicOffsets, type PartitionOffsets, type TopicOffsetsOptions } from './admin/topic-offsets';
export { kafkaAclCommands, KAFKA_USERS, type KafkaUser } from './admin/kafka-rights';
export { verifyTopic, type VerifyTopicOptions } from './admin/verify-topic';
