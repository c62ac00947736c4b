import { MllpDialer, MllpServer } from '@renwatch/mllp';
import { type DialledFeed, type Feed, type ListenedFeed } from '../feed/feed';
import { type FrameIntake } from '../intake/frame-intake';
import { type GatewayMetrics } from '../metrics/gateway.metrics';
import { type FeedLog, feedEvents } from './feed-events';
import { FeedAddressError } from './feed-address.error';
import { type FeedLimits } from './feed-limits';
import { type FeedOwnership } from './feed-ownership.port';

export interface FeedsOptions {
  feeds: readonly Feed[];
  limits: FeedLimits;
  ownership: FeedOwnership;
  intakeOf: (feed: Feed) => FrameIntake;
  metrics: GatewayMetrics;
  log: FeedLog;
  /** For a feed that is ours no more. */
  releaseDrainMs: number;
}

/** All feeds of the gateway: servers for those it listens to, dialers for those it owns of the others. */
export class Feeds {
  private readonly servers: MllpServer[] = [];
  private readonly dialers = new Map<string, MllpDialer>();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: FeedsOptions) {}

  /** @returns the port of each listened feed, by its name. @throws FeedAddressError */
  async open(): Promise<ReadonlyMap<string, number>> {
    const { feeds, ownership, log } = this.options;
    const ports = new Map<string, number>();
    for (const feed of feeds) {
      if (this.closing) break;
      if (feed.direction !== 'listened') continue;
      const { port } = await this.listen(feed);
      ports.set(feed.name, port);
      log.info({ feed: feed.name, host: feed.host, port }, 'listening for a feed');
    }
    const dialled = feeds.filter((feed) => feed.direction === 'dialled');
    await ownership.start(dialled, {
      acquired: (feed) => this.dial(feed),
      released: (feed) => this.release(feed),
    });
    return ports;
  }

  /** Takes nothing new, answers what is in flight, at most for `drainMs`. */
  close(options: { drainMs: number }): Promise<void> {
    this.closing ??= this.shutDown(options);
    return this.closing;
  }

  private async shutDown(options: { drainMs: number }): Promise<void> {
    const dialers = [...this.dialers.values()];
    await Promise.all([...this.servers, ...dialers].map((one) => one.close(options)));
    await this.options.ownership.stop();
  }

  private async listen(feed: ListenedFeed): Promise<{ port: number }> {
    const { host, port, idleTimeoutMs } = feed;
    const idle = idleTimeoutMs === undefined ? {} : { idleTimeoutMs };
    const server = new MllpServer({ host, port, ...idle, ...this.common(feed) });
    this.servers.push(server);
    try {
      return await server.listen();
    } catch (cause) {
      throw new FeedAddressError(feed, cause as NodeJS.ErrnoException);
    }
  }

  private dial(feed: DialledFeed): void {
    if (this.closing || this.dialers.has(feed.name)) return;
    const { name, host, port, reconnectOnSilenceMs } = feed;
    const silence = reconnectOnSilenceMs === undefined ? {} : { reconnectOnSilenceMs };
    const dialer = new MllpDialer({ host, port, ...silence, ...this.common(feed) });
    this.dialers.set(name, dialer);
    this.options.log.info({ feed: name, host, port }, 'dialling a feed');
    dialer.start();
  }

  private async release(feed: DialledFeed): Promise<void> {
    const dialer = this.dialers.get(feed.name);
    await dialer?.close({ drainMs: this.options.releaseDrainMs });
    this.dialers.delete(feed.name);
  }

  private common(feed: Feed) {
    const { limits, intakeOf, metrics, log } = this.options;
    const intake = intakeOf(feed);
    return { ...limits, handler: intake, events: feedEvents({ feed, intake, metrics, log }) };
  }
}
