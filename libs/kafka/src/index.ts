export {
  KafkaClient,
  createKafkaClient,
  type KafkaClientOptions,
  type KafkaSasl,
} from './client/kafka-client';
export { type KafkaLog } from './client/kafka-log';
export { clusterId } from './cluster/cluster-id';
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
export { type TaskListener } from './tasks/task.listener';
export { ensureTopics, type EnsureTopicsOptions } from './topics/ensure-topics';
export { existingTopics } from './topics/existing-topics';
export { readTopic, type ReadTopicOptions } from './topics/read-topic';
export { removeTopics, type RemoveTopicsOptions } from './topics/remove-topics';
export { topicOffsets, type PartitionOffsets, type TopicOffsetsOptions } from './topics/topic-offsets';
export { verifyTopic, type VerifyTopicOptions } from './topics/verify-topic';
