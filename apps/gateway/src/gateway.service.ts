import { type Part } from '@renwatch/runtime';
import { type Feeds } from './feeds/feeds';

import { type DurableLog } from './kafka/durable-log.port';

export interface GatewayServiceOptions {
  /** Waits for the brokers, then makes sure of the topics. */
  durableLog: DurableLog;
  feeds: Pick<Feeds, 'open' | 'close' | 'reload'>;
  parts: { kafka: Part; feeds: Part };
  drainTimeoutMs: number;
  /** What the gateway cannot go on after: a port in use, a topic that gives less than is asked. */
  onFailure: (error: unknown) => void;
}

/** Of the time a stop may take: the rest is for the last write and for the process's own end. */
const DRAIN_SHARE = { feeds: 0.75, log: 0.15 };

/** Opens the feeds once Kafka is there, and closes them before it. */
export class GatewayService {
  private starting: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: GatewayServiceOptions) {}

  /** Returns at once: the brokers are waited for, unready. */
  start(): void {
    this.starting ??= this.open().catch((error: unknown) => {
      if (!this.stopping) this.options.onFailure(error);
    });
  }

  /** Reads anew what can change while it runs. */
  reload(): void {
    if (!this.stopping) this.options.feeds.reload();
  }

  /** Takes nothing new, answers what is in flight, writes it out, leaves the brokers. */
  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private async open(): Promise<void> {
    const { durableLog, feeds, parts } = this.options;
    parts.kafka.notReady('waiting for the brokers');
    parts.feeds.notReady('waiting for kafka');
    await durableLog.open({
      healthy: () => parts.kafka.ready(),
      unhealthy: (detail) => parts.kafka.notReady(detail),
    });
    if (this.stopping) return;
    await feeds.open();
    parts.feeds.ready();
  }

  private async shutDown(): Promise<void> {
    const { durableLog, feeds, drainTimeoutMs } = this.options;
    await feeds.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.feeds });
    await durableLog.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.log });
  }
}
