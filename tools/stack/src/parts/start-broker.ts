import path from 'node:path';
import { startKafkaBroker } from '@renwatch/testing';
import { finishesWithin } from '@renwatch/timing';
import { type StackConfiguration } from '../settings/config';
import { type HomeFolder } from '../settings/home-folder';

export interface Broker {
  brokers: string[];
  stop(graceMs: number): Promise<void>;
}

export interface StartPartOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  say: (line: string) => void;
}

/** Starts a broker, unless KAFKA_BROKERS names one. It ends with this process, however that ends. */
export async function startBroker({ configuration, home, say }: StartPartOptions): Promise<Broker> {
  const { kafkaBrokers, kafkaPort } = configuration;
  if (kafkaBrokers) {
    say(`Kafka: ${kafkaBrokers}`);
    return {
      brokers: kafkaBrokers.split(',').map((address) => address.trim()),
      stop: () => Promise.resolve(),
    };
  }
  const begun = Date.now();
  const broker = await startKafkaBroker({
    dataDir: home.kafka,
    port: kafkaPort,
    logFile: path.join(home.logs, 'kafka.log'),
    dieWithParent: true,
  });
  say(`Kafka: a broker on ${broker.brokers} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return {
    brokers: [broker.brokers],
    stop: async (graceMs) => {
      if (!(await finishesWithin(broker.stop(), graceMs))) await broker.kill();
    },
  };
}
