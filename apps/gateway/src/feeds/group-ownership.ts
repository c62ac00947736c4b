import { GATEWAY_FEEDS } from '@renwatch/events';
import { type KafkaClient, TaskGroup, type TaskGroupEvents } from '@renwatch/kafka';
import { type Part } from '@renwatch/runtime';
import { type DialledFeed } from './feed';
import { type RecordWriter } from '../intake/record-writer.port';
import { type FeedLog } from './observe-feed';
import { type FeedOwnership, type OwnershipListener } from './feed-ownership.port';

export interface GroupOwnershipOptions {
  client: KafkaClient;
  writer: RecordWriter;
  sessionTimeoutMs: number;
  /** Ready while this replica is a member of the group, with or without a feed. */
  part: Part;
  log: FeedLog;
}

const GROUP = 'renwatch-gateway';
const KEY = 'divide';

/**
 * Spreads the dialled feeds over the replicas by their names. Replicas whose lists differ, as in a roll-out, each read
 * only feeds of their own list.
 */
export class GroupOwnership implements FeedOwnership {
  private group: TaskGroup | undefined;

  constructor(private readonly options: GroupOwnershipOptions) {}

  async start(feeds: readonly DialledFeed[], listener: OwnershipListener): Promise<void> {
    const { client, writer, sessionTimeoutMs, part } = this.options;
    if (feeds.length === 0) {
      part.ready('no feed to dial');
      return;
    }
    const byName = new Map(feeds.map((feed) => [feed.name, feed]));
    const withFeed = <T>(name: string, action: (feed: DialledFeed) => T) => {
      const feed = byName.get(name);
      return feed && action(feed);
    };
    part.notReady('joining the group that shares the dialled feeds');
    this.group = new TaskGroup({
      client,
      groupId: GROUP,
      topic: GATEWAY_FEEDS,
      write: (value) => writer.send({ topic: GATEWAY_FEEDS, key: KEY, value }),
      sessionTimeoutMs,
      listener: {
        acquired: (name) => withFeed(name, (feed) => listener.acquired(feed)),
        released: async (name) => withFeed(name, (feed) => listener.released(feed)),
        lost: (name) => withFeed(name, (feed) => listener.lost(feed)),
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
      divided: ({ tasks }) => log.info({ feeds: tasks }, 'dialled feeds divided over the replicas'),
      confirmed: () => part.ready(),
      lapsed: () => {
        part.notReady('the group that shares the dialled feeds does not answer');
        log.warn({}, 'the group does not answer; dropping its feeds, which other replicas may read');
      },
      unavailable: (fields) =>
        log.warn(fields, 'the group that shares the dialled feeds cannot be joined; retrying'),
      rejoinFailed: (fields) => log.warn(fields, 'the group could not be asked to divide the feeds again'),
    };
  }
}
