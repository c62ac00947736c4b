import { type DialTls, MllpDialer, MllpServer } from '@renwatch/mllp';
import { NO_CRASH_POINTS, type CrashPoints } from '@renwatch/runtime';
import { type DialledFeed, type Feed, type ListenedFeed } from '../feed/feed';
import { type FrameIntake } from '../intake/frame-intake';
import { type GatewayMetrics } from '../metrics/gateway.metrics';
import { type FeedLog, feedEvents } from './feed-events';
import { FeedAddressError } from './feed-address.error';
import { FeedCredentials } from '../tls/feed-credentials';
import { type FeedLimits } from './feed-limits';
import { type FeedOwnership } from './feed-ownership.port';
import { guardedHandler } from './guarded-handler';

export interface FeedsOptions {
  feeds: readonly Feed[];
  limits: FeedLimits;
  ownership: FeedOwnership;
  intakeOf: (feed: Feed) => FrameIntake;
  metrics: GatewayMetrics;
  log: FeedLog;
  /** For a feed that is ours no more. */
  releaseDrainMs: number;
  /** For tests. */
  crashPoints?: CrashPoints;
}

/** A group that is not left in an orderly way gives our feeds to others a session time-out later. */
const LEAST_LEAVE_MS = 300;

/** All feeds of the gateway: servers for those it listens to, dialers for those it owns of the others. */
export class Feeds {
  private readonly servers = new Map<string, MllpServer>();
  private readonly credentials = new Map<string, FeedCredentials>();
  private readonly dialers = new Map<string, MllpDialer>();
  private closing: Promise<void> | undefined;

  /** @throws TlsFilesError */
  constructor(private readonly options: FeedsOptions) {
    for (const { name, tls } of options.feeds) {
      if (tls) this.credentials.set(name, new FeedCredentials(tls));
    }
    this.tellCertificates();
  }

  /** @returns the port of each listened feed, by its name. @throws FeedAddressError */
  async open(): Promise<ReadonlyMap<string, number>> {
    const { feeds, ownership, metrics, log } = this.options;
    const ports = new Map<string, number>();
    for (const feed of feeds) {
      if (this.closing) break;
      if (feed.direction !== 'listened') continue;
      const { port } = await this.listen(feed);
      ports.set(feed.name, port);
      log.info({ feed: feed.name, host: feed.host, port }, 'listening for a feed');
    }
    const dialled = feeds.filter((feed) => feed.direction === 'dialled');
    for (const { name } of dialled) metrics.owned(name, false);
    await ownership.start(dialled, {
      acquired: (feed) => this.dial(feed),
      released: (feed) => this.release(feed, this.options.releaseDrainMs),
      lost: (feed) => void this.release(feed, 0),
    });
    return ports;
  }

  /** Reads certificates and keys anew, for connections from now on. A feed whose files are at fault keeps what it had. */
  reload(): void {
    const { log } = this.options;
    for (const [feed, credentials] of this.credentials) {
      try {
        credentials.reload();
        this.servers.get(feed)?.setTls(credentials.material);
        log.info({ feed, notAfter: credentials.notAfter }, 'certificate read anew');
      } catch (error) {
        log.error({ feed, error }, 'certificate not read anew: the one before stays in use');
      }
    }
    this.tellCertificates();
  }

  /** Takes nothing new, answers what is in flight, at most for `drainMs`. */
  close(options: { drainMs: number }): Promise<void> {
    this.closing ??= this.shutDown(options);
    return this.closing;
  }

  private async shutDown(options: { drainMs: number }): Promise<void> {
    const servers = [...this.servers.values()].map((server) => server.close(options));
    await Promise.all([...servers, this.handOver(options)]);
  }

  /** As soon as the last dialled feed is let go of: others wait for it. */
  private async handOver({ drainMs }: { drainMs: number }): Promise<void> {
    const startedMs = performance.now();
    await Promise.all([...this.dialers.values()].map((dialer) => dialer.close({ drainMs })));
    const leftMs = drainMs - (performance.now() - startedMs);
    await this.options.ownership.stop({ drainMs: Math.max(leftMs, LEAST_LEAVE_MS) });
  }

  private async listen(feed: ListenedFeed): Promise<{ port: number }> {
    const { host, port, idleTimeoutMs } = feed;
    const idle = idleTimeoutMs === undefined ? {} : { idleTimeoutMs };
    const credentials = this.credentials.get(feed.name);
    const tls = credentials ? { tls: credentials.material } : {};
    const server = new MllpServer({ host, port, ...idle, ...tls, ...this.common(feed) });
    this.servers.set(feed.name, server);
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
    const { handler, ...common } = this.common(feed);
    const guarded = guardedHandler(handler, () => this.options.ownership.holds(feed));
    const tls = this.dialTls(name);
    const dialer = new MllpDialer({ host, port, ...silence, ...tls, ...common, handler: guarded });
    this.dialers.set(name, dialer);
    this.options.metrics.owned(name, true);
    this.options.log.info({ feed: name, host, port }, 'dialling a feed');
    dialer.start();
  }

  private async release({ name }: DialledFeed, drainMs: number): Promise<void> {
    const dialer = this.dialers.get(name);
    this.dialers.delete(name);
    this.options.metrics.owned(name, false);
    if (!dialer) return;
    this.options.log.info({ feed: name, drainMs }, 'letting go of a feed');
    await dialer.close({ drainMs });
  }

  private dialTls(name: string): { tls?: () => DialTls } {
    const credentials = this.credentials.get(name);
    if (!credentials) return {};
    const { serverName } = credentials;
    const named = serverName === undefined ? {} : { serverName };
    return { tls: () => ({ ...credentials.material, ...named }) };
  }

  private tellCertificates(): void {
    for (const [feed, { notAfter }] of this.credentials)
      this.options.metrics.certificateEndsAt(feed, notAfter);
  }

  private common(feed: Feed) {
    const { limits, intakeOf, metrics, log, crashPoints = NO_CRASH_POINTS } = this.options;
    const intake = intakeOf(feed);
    return { ...limits, handler: intake, events: feedEvents({ feed, intake, metrics, log, crashPoints }) };
  }
}
