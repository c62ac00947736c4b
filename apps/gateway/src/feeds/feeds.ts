import { type DialTls, type FrameHandler, MllpDialer, MllpServer } from '@renwatch/mllp';
import { NO_CRASH_POINTS, type CrashPoints } from '@renwatch/runtime';
import { type FrameIntake } from '../intake/frame-intake';
import { FeedCredentials } from '../tls/feed-credentials';
import { type DialledFeed, type Feed, type ListenedFeed } from './feed';
import { type FeedBudgets } from './feed-budgets';
import { type FeedOwnership } from './feed-ownership.port';
import { type FeedsEvents } from './feeds.events';
import { type FeedLog, observeFeed } from './observe-feed';
import { peerRules } from './peer-rules';

/** Bounds of all feeds. */
export interface FeedLimits {
  maxFrameBytes: number;
  maxConnections: number;
  maxPendingFramesPerConnection: number;
  frameTimeoutMs: number;
  budgets: FeedBudgets;
}

export interface FeedsOptions {
  feeds: readonly Feed[];
  limits: FeedLimits;
  ownership: FeedOwnership;
  intakeFor: (feed: Feed) => FrameIntake;
  events: FeedsEvents;
  log: FeedLog;
  /** Longest drain of a feed that goes to another replica. */
  releaseDrainMs: number;
  /** For tests. */
  crashPoints?: CrashPoints;
}

/** A group that is not left in good order gives our feeds to others only after a session time-out. */
const LEAST_LEAVE_MS = 300;

const NOT_OURS = { close: true, reason: 'not-ours' } as const;

/** The address of a listened feed is taken or cannot be bound. */
export class FeedAddressError extends Error {
  readonly retriable = false;

  constructor({ name, host, port }: ListenedFeed, cause: NodeJS.ErrnoException) {
    const failure = `feed ${name} cannot listen on ${host}:${port} (${cause.code ?? 'unknown error'})`;
    super(
      `${failure}: stop the process that uses it, or choose another address in MLLP_LISTEN or FEEDS_FILE`,
      { cause },
    );
    this.name = 'FeedAddressError';
  }
}

/** All feeds of the gateway: a server for each listened feed, a dialer for each dialled feed that this replica owns. */
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
    this.reportCertificates();
  }

  /** @returns the port of each listened feed, by its name. @throws FeedAddressError */
  async open(): Promise<ReadonlyMap<string, number>> {
    const { feeds, ownership, events, log } = this.options;
    const ports = new Map<string, number>();
    for (const feed of feeds) {
      if (this.closing) break;
      if (feed.direction !== 'listened') continue;
      const { port } = await this.listen(feed);
      ports.set(feed.name, port);
      log.info({ feed: feed.name, host: feed.host, port }, 'listening for a feed');
      if (isOpenToAll(feed))
        log.warn(
          { feed: feed.name, host: feed.host, port },
          'anybody who reaches this port may send results; set tls=on, allowFrom, or an address in MLLP_LISTEN',
        );
    }
    const dialled = feeds.filter((feed) => feed.direction === 'dialled');
    for (const { name } of dialled) events.owned(name, false);
    await ownership.start(dialled, {
      acquired: (feed) => this.dial(feed),
      released: (feed) => this.release(feed, this.options.releaseDrainMs),
      lost: (feed) => void this.release(feed, 0),
    });
    return ports;
  }

  /** Reads certificates and keys again, for new connections. A feed whose files are at fault keeps its old ones. */
  reload(): void {
    const { log } = this.options;
    for (const [feed, credentials] of this.credentials) {
      try {
        credentials.reload();
        this.servers.get(feed)?.setTls(credentials.material);
        log.info({ feed, notAfter: credentials.notAfter }, 'certificate reloaded');
      } catch (error) {
        log.error({ feed, error }, 'certificate not reloaded; keeping the old one');
      }
    }
    this.reportCertificates();
  }

  /** Stops reading, and answers frames in flight for at most `drainMs`. */
  close(options: { drainMs: number }): Promise<void> {
    this.closing ??= this.shutDown(options);
    return this.closing;
  }

  private async shutDown(options: { drainMs: number }): Promise<void> {
    const servers = [...this.servers.values()].map((server) => server.close(options));
    await Promise.all([...servers, this.handOver(options)]);
  }

  /** Leaves the group as soon as the last dialled feed is released: other replicas wait for it. */
  private async handOver({ drainMs }: { drainMs: number }): Promise<void> {
    const startedMs = performance.now();
    await Promise.all([...this.dialers.values()].map((dialer) => dialer.close({ drainMs })));
    const leftMs = drainMs - (performance.now() - startedMs);
    await this.options.ownership.stop({ drainMs: Math.max(leftMs, LEAST_LEAVE_MS) });
  }

  private async listen(feed: ListenedFeed): Promise<{ port: number }> {
    const { host, port, idleTimeoutMs } = feed;
    const { maxBytesPerPeer } = this.options.limits.budgets;
    const credentials = this.credentials.get(feed.name);
    const tls = credentials ? { tls: credentials.material } : {};
    const server = new MllpServer({
      ...{ host, port, idleTimeoutMs, maxBytesPerPeer, ...tls, rules: peerRules(feed) },
      ...this.connectionOptions(feed),
    });
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
    const { handler, ...common } = this.connectionOptions(feed);
    const guarded = guardedHandler(handler, () => this.options.ownership.holds(feed));
    const tls = this.dialTls(name);
    const dialer = new MllpDialer({ host, port, ...silence, ...tls, ...common, handler: guarded });
    this.dialers.set(name, dialer);
    this.options.events.owned(name, true);
    this.options.log.info({ feed: name, host, port }, 'dialling a feed');
    dialer.start();
  }

  private async release({ name }: DialledFeed, drainMs: number): Promise<void> {
    const dialer = this.dialers.get(name);
    this.dialers.delete(name);
    this.options.events.owned(name, false);
    if (!dialer) return;
    this.options.log.info({ feed: name, drainMs }, 'releasing a feed');
    await dialer.close({ drainMs });
  }

  private dialTls(name: string): { tls?: () => DialTls } {
    const credentials = this.credentials.get(name);
    if (!credentials) return {};
    const { serverName } = credentials;
    const named = serverName === undefined ? {} : { serverName };
    return { tls: () => ({ ...credentials.material, ...named }) };
  }

  private reportCertificates(): void {
    for (const [feed, { notAfter }] of this.credentials)
      this.options.events.certificateEndsAt(feed, notAfter);
  }

  private connectionOptions(feed: Feed) {
    const { budgets, ...limits } = this.options.limits;
    const { intakeFor, events, log, crashPoints = NO_CRASH_POINTS } = this.options;
    const intake = intakeFor(feed);
    const observer = observeFeed({ feed: feed.name, intake, events, log, crashPoints });
    return { ...limits, budget: budgets.of(feed.name), handler: intake, events: observer };
  }
}

/** True if the feed takes plain connections, on all addresses, from all networks. */
function isOpenToAll({ host, tls, allowFrom }: ListenedFeed): boolean {
  return !tls && !allowFrom && ['0.0.0.0', '::'].includes(host);
}

/**
 * Takes frames only while `mayTake()`: after the process was frozen, the socket delivers frames before any timer has
 * closed it, and by then another replica may read the feed.
 */
function guardedHandler(handler: FrameHandler, mayTake: () => boolean): FrameHandler {
  return {
    frame: async (payload, connection) => (mayTake() ? handler.frame(payload, connection) : NOT_OURS),
    oversizePart: async (part, connection) =>
      mayTake() ? handler.oversizePart?.(part, connection) : NOT_OURS,
    stray: async (payload, connection) => (mayTake() ? handler.stray?.(payload, connection) : NOT_OURS),
  };
}
