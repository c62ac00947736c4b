import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startKafkaBroker, type KafkaBroker } from './start-kafka-broker';

/** jest runs global set-up and tear-down in one process, but loads their modules apart. */
const running = globalThis as { renwatchTestKafka?: { broker: KafkaBroker; dataDir: string } };

/** One broker for all specs of a project, in TEST_KAFKA_BROKERS; where that is set already, it is used as it is. */
export async function startKafkaForTests(): Promise<void> {
  if (process.env['TEST_KAFKA_BROKERS']) return;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-kafka-'));
  const broker = await startKafkaBroker({
    dataDir,
    dieWithParent: true,
    temporary: true,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  running.renwatchTestKafka = { broker, dataDir };
  process.env['TEST_KAFKA_BROKERS'] = broker.brokers;
}

export async function stopKafkaForTests(): Promise<void> {
  if (running.renwatchTestKafka === undefined) return;
  const { broker, dataDir } = running.renwatchTestKafka;
  delete running.renwatchTestKafka;
  delete process.env['TEST_KAFKA_BROKERS'];
  await broker.kill();
  await rm(dataDir, { recursive: true, force: true });
}
