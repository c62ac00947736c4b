import { createKafkaClient, type KafkaClient } from '@renwatch/kafka';
import { startKafkaBroker, type KafkaBroker } from '@renwatch/testing';

const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A broker that can be killed and comes back with its data at the same address. */
export class Broker {
  private running: KafkaBroker | undefined;
  private port = 0;

  /** `proxyPort`: where a proxy to `proxiedListener` listens. */
  constructor(
    private readonly folder: string,
    private readonly options: { proxyPort?: number | undefined } = {},
  ) {}

  async start(): Promise<void> {
    if (this.running) return;
    const { folder, port } = this;
    const { proxyPort = 0 } = this.options;
    const lasting = { dieWithParent: true, temporary: true };
    this.running = await startKafkaBroker({ dataDir: folder, port, proxyPort, ...lasting });
    this.port = Number(this.running.brokers.split(':')[1]);
  }

  /** `host:port`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** `host:port` of the listener for clients of the proxy; another one after each start. */
  get proxiedListener(): string {
    return this.running?.proxiedListener ?? this.address;
  }

  get client(): KafkaClient {
    return createKafkaClient({ brokers: [this.address], clientId: 'e2e', log: SILENT });
  }

  /** SIGKILL; `start` brings it back. */
  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  freeze(): void {
    this.running?.freeze();
  }

  thaw(): void {
    this.running?.thaw();
  }
}
