import { type FeedEntry, feedName, type FeedsFileContent } from '@renwatch/feeds';
import { type CreatinineCode } from '@renwatch/intake';
import { type Logger } from '@renwatch/runtime';

export interface FeedCodesEvents {
  /** Feeds of the file, at the start and after each reload. */
  feedsKnown(names: readonly string[]): void;
}

export interface FeedCodesOptions {
  /** The feeds of the file as read at the start. */
  feeds: readonly FeedEntry[];
  /** Reads the file again. */
  read: () => FeedsFileContent;
  /** Codes of every feed that has none of its own. */
  codes: readonly CreatinineCode[];
  events: FeedCodesEvents;
  log: Pick<Logger, 'info' | 'error'>;
}

/**
 * The codes that mean creatinine, by feed, as last read from the feeds file. New codes count for messages that are read
 * from then on; what was decided stays.
 */
export class FeedCodes {
  private codes: ReadonlyMap<string, readonly CreatinineCode[]> = new Map();

  constructor(private readonly options: FeedCodesOptions) {
    this.use(options.feeds);
  }

  of(feed: string): readonly CreatinineCode[] {
    return this.codes.get(feed) ?? this.options.codes;
  }

  /** If anything is at fault, all feeds keep their codes, and the log names each fault. */
  reload(): void {
    const { read, log } = this.options;
    const { feeds, faults } = read();
    if (faults.length > 0) {
      log.error({ faults }, 'codes of feeds not reloaded; keeping the old ones');
      return;
    }
    this.use(feeds);
    log.info({ feeds: this.codes.size }, 'codes of feeds reloaded');
  }

  private use(feeds: readonly FeedEntry[]): void {
    this.codes = new Map(
      feeds.flatMap((feed) => (feed.options.codes ? [[feedName(feed), feed.options.codes] as const] : [])),
    );
    this.options.events.feedsKnown(feeds.map(feedName));
  }
}
