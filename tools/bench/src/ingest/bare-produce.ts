import { setTimeout as wait } from 'node:timers/promises';
import { type BatchingProducer } from '@renwatch/kafka';
import { type DriveOptions, type DriveResult } from './drive-connections';

export interface BareProduceOptions extends Pick<DriveOptions, 'warmUpAnswers' | 'measureMs'> {
  producer: BatchingProducer;
  topic: string;
  values: readonly Buffer[];
}

const LOOK_EVERY_MS = 5;

/**
 * Writes records with `acks=all`, each sender waiting for its record before it writes again. No connection, no HL7: what
 * a gateway could reach if everything but Kafka were free.
 */
export async function bareProduce(options: BareProduceOptions): Promise<DriveResult> {
  const { producer, topic, values, warmUpAnswers, measureMs } = options;
  let written = 0;
  let isOver = false;
  const senders = values.map(async (value, sender) => {
    for (const key = `bench|${sender}`; !isOver; written += 1) await producer.send({ topic, key, value });
  });
  while (written < warmUpAnswers) await wait(LOOK_EVERY_MS);
  const before = { written, cpu: process.cpuUsage(), ms: performance.now() };
  await wait(measureMs);
  const count = written - before.written;
  const { user, system } = process.cpuUsage(before.cpu);
  const seconds = (performance.now() - before.ms) / 1_000;
  isOver = true;
  await Promise.all(senders);
  return { acksPerSecond: count / seconds, acksPerCpuSecond: count / ((user + system) / 1_000_000) };
}
