import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Readiness, Reload, ServiceFailure } from '@renwatch/runtime';
import { CONFIGURATION, type GatewayConfiguration } from './config';
import { CurrentFeeds } from './feeds/current-feeds';
import { Feeds } from './feeds/feeds';
import { type DurableLog } from './kafka/durable-log.port';
import { KafkaDurableLog } from './kafka/kafka-durable-log';

/** Shares of the time that a stop may take; the rest is for the last write and for the end of the process. */
const DRAIN_SHARE = { feeds: 0.75, log: 0.15 };

/**
 * Starts and stops the gateway's parts in order. Start: the durable log, then the feeds; it does not wait, so health is
 * served while the brokers are awaited, and the gateway is unready until then. Stop: the feeds, which answer the frames
 * in flight, then the log.
 */
@Injectable()
export class GatewayLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopping: Promise<void> | undefined;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Pick<GatewayConfiguration, 'drainTimeoutMs'>,
    @Inject(KafkaDurableLog) private readonly durableLog: DurableLog,
    @Inject(Feeds) private readonly feeds: Pick<Feeds, 'open' | 'close' | 'reload'>,
    @Inject(CurrentFeeds) private readonly currentFeeds: Pick<CurrentFeeds, 'reload'>,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(ServiceFailure) private readonly failure: ServiceFailure,
    @Inject(Reload) private readonly reload: Reload,
  ) {}

  onApplicationBootstrap(): void {
    this.reload.onReload(() => {
      if (this.stopping) return;
      this.currentFeeds.reload();
      this.feeds.reload();
    });
    // Only a fault that no waiting can fix ends the start: a port in use, a topic that guarantees too little.
    this.start().catch((error: unknown) => {
      if (!this.stopping) this.failure.fail(error);
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    this.stopping ??= this.stop();
    return this.stopping;
  }

  private async start(): Promise<void> {
    const kafka = this.readiness.part('kafka');
    const feeds = this.readiness.part('feeds');
    kafka.notReady('waiting for the brokers');
    feeds.notReady('waiting for kafka');
    await this.durableLog.open({
      healthy: () => kafka.ready(),
      unhealthy: (detail) => kafka.notReady(detail),
    });
    if (this.stopping) return;
    await this.feeds.open();
    feeds.ready();
  }

  private async stop(): Promise<void> {
    const { drainTimeoutMs } = this.configuration;
    await this.feeds.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.feeds });
    await this.durableLog.close({ drainMs: drainTimeoutMs * DRAIN_SHARE.log });
  }
}
