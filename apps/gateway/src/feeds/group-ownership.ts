import { GATEWAY_FEEDS } from '@renwatch/events';
import { type KafkaClient, TaskGroup, type TaskGroupEvents } from '@renwatch/kafka';
import { type Part } from '@renwatch/runtime';
import { type DialledFeed } from '../feed/feed';
import { type RecordWriter } from '../intake/record-writer.port';
import { type FeedLog } from './feed-events';
import { type FeedOwnership, type OwnershipListener } from './feed-ownership.port';

export interface GroupOwnershipOptions {
  client: KafkaClient;
  writer: RecordWriter;
  sessionTimeoutMs: number;
  /** Ready while the group knows this replica, whether it gives it a feed or not. */
  part: Part;
  log: FeedLog;
}

const GROUP = 'renwatch-gateway';
const KEY = 'divide';

/**
 * Dialled feeds, spread over the replicas by their names: replicas whose lists differ, as in a roll-out, each read only
 * what they know.
 */
export class GroupOwnership implements FeedOwnership {
  private group: TaskGroup | undefined;

  constructor(private readonly options: GroupOwnershipOptions) {}

  async start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void> {
    const { client, writer, sessionTimeoutMs, part } = this.options;
    if (feeds.length === 0) {
      part.ready('no feed is dialled');
      return;
    }
    const byName = new Map(feeds.map((feed) => [feed.name, feed]));
    const tell = <T>(name: string, what: (feed: DialledFeed) => T) => {
      const feed = byName.get(name);
      return feed && what(feed);
    };
    part.notReady('joining the group that shares the dialled feeds');
    this.group = new TaskGroup({
      client,
      groupId: GROUP,
      topic: GATEWAY_FEEDS,
      write: (value) => writer.send({ topic: GATEWAY_FEEDS, key: KEY, value }),
      sessionTimeoutMs,
      listener: {
        acquired: (name) => tell(name, (feed) => listener.acquired(feed)),
        released: async (name) => tell(name, (feed) => listener.released(feed)),
        lost: (name) => tell(name, (feed) => listener.lost(feed)),
      },
      events: this.events(),
    });
    await this.group.start([...byName.keys()]);
  }

  holds(feed: DialledFeed): boolean {
    return this.group?.holds(feed.name) ?? false;
  }

  async stop(options: { drainMs: number }): Promise<void> {
    await this.group?.stop(options);
  }

  private events(): TaskGroupEvents {
    const { part, log } = this.options;
    return {
      divided: ({ tasks }) => log.info({ feeds: tasks }, 'the dialled feeds are divided'),
      confirmed: () => part.ready(),
      lapsed: () => {
        part.notReady('the group that shares the dialled feeds does not answer');
        log.warn({}, 'the group does not answer: its feeds may be others’ and are dropped');
      },
      unavailable: (fields) => log.warn(fields, 'the group of the dialled feeds cannot be joined yet'),
      rejoinFailed: (fields) => log.warn(fields, 'the group could not be called to divide anew'),
    };
  }
}
