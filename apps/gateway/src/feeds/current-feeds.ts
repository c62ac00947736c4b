import { type Feed } from './feed';
import { type FeedsEvents } from './feeds.events';
import { type FeedLog } from './observe-feed';
import { type ReadFeeds } from './read-feeds';

export interface CurrentFeedsOptions {
  feeds: readonly Feed[];
  /** Reads the feeds again. */
  read: () => ReadFeeds;
  events: Pick<FeedsEvents, 'silenceLimit'>;
  log: Pick<FeedLog, 'info' | 'warn' | 'error'>;
}

/**
 * The feeds as last read. A reload takes over how messages are read and answered, and silence limits. Which feeds there
 * are, their addresses, TLS files, peers and socket time-outs stay as they were at the start: those need a restart.
 */
export class CurrentFeeds {
  private readonly feeds: Map<string, Feed>;

  constructor(private readonly options: CurrentFeedsOptions) {
    this.feeds = new Map(options.feeds.map((feed) => [feed.name, feed]));
    this.reportLimits();
  }

  /** Returns the settings of one of the feeds of the start. */
  get(name: string): Feed {
    const feed = this.feeds.get(name);
    if (!feed) throw new Error(`no feed is called ${name}`);
    return feed;
  }

  /** If anything is at fault, all feeds keep their old settings, and the log names each fault. */
  reload(): void {
    const { read, log } = this.options;
    const { feeds, faults } = read();
    if (faults.length > 0) {
      log.error({ faults }, 'feeds not reloaded; keeping the old settings');
      return;
    }
    const needRestart = feeds.filter(({ name }) => !this.feeds.has(name)).map(({ name }) => name);
    for (const [name, old] of this.feeds) {
      const found = feeds.find((feed) => feed.name === name);
      if (found && connectionOf(found) === connectionOf(old)) this.feeds.set(name, found);
      else needRestart.push(name);
    }
    if (needRestart.length > 0)
      log.warn({ feeds: needRestart }, 'feeds added, removed or connected otherwise; restart to apply');
    log.info({ feeds: this.feeds.size }, 'feeds reloaded');
    this.reportLimits();
  }

  private reportLimits(): void {
    for (const { name, silenceLimitMs } of this.feeds.values())
      this.options.events.silenceLimit(name, silenceLimitMs);
  }
}

/** Everything that sockets were opened with. */
function connectionOf(feed: Feed): string {
  const { direction, host, port, tls } = feed;
  const own =
    direction === 'listened'
      ? [feed.idleTimeoutMs, feed.clientSubjects, feed.allowFrom]
      : [feed.reconnectOnSilenceMs];
  return JSON.stringify([direction, host, port, tls, own]);
}
