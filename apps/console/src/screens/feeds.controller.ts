import { Controller, Get, Inject, Req } from '@nestjs/common';
import { type Feed, type Feeds } from '@renwatch/contract';
import { activityRepository, msOf, type SeenByFeed, seenByFeedRepository } from '@renwatch/store';
import { Allow, personOf } from '../access/access.guard';
import { type ConsoleRequest } from '../http/console-request';
import { AuditedReader } from './audited.reader';

/** Shows what each feed has sent and how much was done with it. */
@Controller('api/v1/feeds')
export class FeedsController {
  constructor(@Inject(AuditedReader) private readonly reader: AuditedReader) {}

  @Get()
  @Allow({ screen: 'feeds' })
  list(@Req() request: ConsoleRequest): Promise<Feeds> {
    return this.reader.read(personOf(request), 'feeds', async (tx) => {
      const seen = await seenByFeedRepository.all(tx);
      const { waiting, oldestWaitingAtMs, deliveredLastDay, refusedLastDay, ...activity } =
        await activityRepository.read(tx);
      const answer = {
        feeds: feedsOf(seen),
        pages: { waiting, oldestWaitingAtMs, deliveredLastDay, refusedLastDay },
        ...activity,
        atMs: Date.now(),
      };
      return { answer, patientIds: [] };
    });
  }
}

/** Groups rows that are sorted by feed. */
function feedsOf(rows: readonly SeenByFeed[]): Feed[] {
  const feeds = new Map<string, Feed>();
  for (const { feed: name, lastSeenAt, ...row } of rows) {
    const known = feeds.get(name);
    const feed = known ?? { name, lastSeenAtMs: 0, messages: 0, unreadCount: 0, seen: [] };
    if (!known) feeds.set(name, feed);
    const lastSeenAtMs = msOf(lastSeenAt);
    feed.seen.push({ ...row, lastSeenAtMs });
    feed.lastSeenAtMs = Math.max(feed.lastSeenAtMs, lastSeenAtMs);
    if (row.kind === 'message-type') feed.messages += row.count;
    if (!row.isRead && row.reason !== null) feed.unreadCount += 1;
  }
  return [...feeds.values()];
}
