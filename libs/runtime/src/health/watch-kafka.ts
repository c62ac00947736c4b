import { pause } from '@renwatch/timing';
import { type Part } from './readiness';

/** A consumer's membership of its group. */
export interface GroupState {
  readonly joined: boolean;
  readonly assignment: readonly number[];
  readonly stoppedPartitions: readonly { partition: number; reason: string }[];
}

export interface WatchKafkaOptions {
  part: Part;
  consumer: GroupState;
  /** Left out by a service that can work while its producer is disconnected. */
  producer?: { readonly healthy: boolean };
  everyMs: number;
  /** Aborted when the service stops. */
  signal: AbortSignal;
}

/** Keeps the Kafka part ready while the consumer is in its group with no partition stopped and the producer is connected. */
export async function watchKafka(options: WatchKafkaOptions): Promise<void> {
  const { part, consumer, producer, everyMs, signal } = options;
  while (!signal.aborted) {
    const [stopped] = consumer.stoppedPartitions;
    if (stopped) part.notReady(`partition ${stopped.partition} stopped: ${stopped.reason}`);
    else if (!consumer.joined) part.notReady('consumer has not joined its group');
    else if (producer && !producer.healthy) part.notReady('producer is not connected to a broker');
    else part.ready(`group joined, ${consumer.assignment.length} partitions`);
    await pause(everyMs, signal);
  }
}
