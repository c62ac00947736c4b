import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createKafkaClient, readTopic } from '@renwatch/kafka';
import { createLogger, Readiness, RuntimeModule } from '@renwatch/runtime';
import { freePort, startKafkaBroker, waitFor } from '@renwatch/testing';
import { readGatewayConfiguration } from './config';
import { GatewayModule } from './gateway.module';

const log = createLogger({ service: 'gateway', level: 'silent' });
const WAIT_MS = 60_000;

export interface RunningGateway {
  port: number;
  /** Reads all values of a topic, in the order of each partition. */
  values(topic: string): Promise<Buffer[]>;
  close(): Promise<void>;
}

/**
 * Starts the whole gateway with a broker of its own, listening on one port.
 * @param feedOptions of the port, after its name: `&processingIds=T`
 */
export async function runningGateway(
  settings: Readonly<Record<string, string>> = {},
  feedOptions = '',
): Promise<RunningGateway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'renwatch-gateway-'));
  const broker = await startKafkaBroker({ dataDir, dieWithParent: true, temporary: true });
  const port = await freePort();
  const configuration = readGatewayConfiguration({
    env: {
      MLLP_LISTEN: `127.0.0.1:${port}?name=ward${feedOptions}`,
      KAFKA_BROKERS: broker.brokers,
      KAFKA_PARTITIONS: '1',
      ...settings,
    },
  });
  const root = {
    module: class {},
    imports: [
      RuntimeModule.forService({ service: 'gateway', logger: log }),
      GatewayModule.with(configuration),
    ],
  };
  const app: INestApplication = await NestFactory.create(root, { logger: false });
  await app.listen(0, '127.0.0.1');
  await waitFor(() => app.get(Readiness).isReady, { timeoutMs: WAIT_MS, what: 'the gateway to be ready' });
  return {
    port,
    values: (topic) => valuesOf(broker.brokers, topic),
    close: async () => {
      await app.close();
      await broker.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function valuesOf(brokers: string, topic: string): Promise<Buffer[]> {
  const client = createKafkaClient({ brokers: [brokers], clientId: 'spec', log });
  let values: Buffer[] = [];
  const read = async (): Promise<boolean> => {
    values = [];
    for await (const { messages } of readTopic({ client, topic, from: 'beginning' }))
      values.push(...messages.flatMap(({ value }) => value ?? []));
    return true;
  };
  // A broker that has just started needs a moment before it serves groups.
  await waitFor(read, { timeoutMs: WAIT_MS, what: `the records of ${topic}` });
  return values;
}
