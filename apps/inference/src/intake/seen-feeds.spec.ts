import { type SeenByFeed } from '@renwatch/store';
import { type Intake } from './intake';
import { SeenFeeds } from './seen-feeds';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const code = (own: Partial<Intake['seen']['codes'][number]> = {}): Intake['seen']['codes'][number] => ({
  ...{ code: 'KREA', system: 'L', name: 'Kreatinin', unit: 'umol/L' },
  ...{ isMapped: false, unmapped: 'name', count: 1 },
  ...own,
});
const intake = (hour: number, ...codes: Intake['seen']['codes']): Intake =>
  ({
    feed: 'lab',
    receivedAt: at(hour),
    unread: null,
    seen: { type: 'ORU^R01', codes },
  }) as unknown as Intake;

function seenFeeds({ maxWaitingRows = 100, dropped = 0 } = {}) {
  const written: SeenByFeed[][] = [];
  const reported: string[] = [];
  let isAway = false;
  const seen = new SeenFeeds({
    store: {
      add: (rows) => {
        if (isAway) return Promise.reject(new Error('away'));
        written.push([...rows]);
        return Promise.resolve(dropped);
      },
    },
    events: {
      seenDropped: (rows) => void reported.push(`dropped ${rows}`),
      seenDelayed: () => void reported.push('delayed'),
    },
    writeEveryMs: 1,
    maxWaitingRows,
  });
  return { seen, written, reported, setAway: (away: boolean) => (isAway = away) };
}

describe('SeenFeeds', () => {
  it('writes each type and code once, with its count and last time', async () => {
    const { seen, written } = seenFeeds();
    seen.add([intake(2, code({ count: 3 })), intake(1, code({ name: 'Krea' }))]);
    await seen.write();
    await seen.write();
    const common = { feed: 'lab', lastSeenAt: at(2) };
    expect(written).toEqual([
      [
        {
          ...{ ...common, kind: 'message-type', code: 'ORU^R01', system: '', unit: '', name: '' },
          ...{ isRead: true, reason: null, count: 2 },
        },
        {
          ...{ ...common, kind: 'result-code', code: 'KREA', system: 'L', unit: 'umol/L', name: 'Kreatinin' },
          ...{ isRead: false, reason: 'name', count: 4 },
        },
      ],
    ]);
  });

  it('keeps what may be creatinine if the same code comes from urine', async () => {
    const { seen, written } = seenFeeds();
    seen.add([intake(1, code()), intake(2, code({ unmapped: null }))]);
    await seen.write();
    expect(written[0]?.[1]).toMatchObject({ reason: 'name', count: 2, lastSeenAt: at(2) });
  });

  it('keeps rows that the database did not take for the next write', async () => {
    const { seen, written, reported, setAway } = seenFeeds();
    setAway(true);
    seen.add([intake(1, code())]);
    await seen.write();
    setAway(false);
    seen.add([intake(2, code())]);
    await seen.write();
    expect(reported).toEqual(['delayed']);
    expect(written).toMatchObject([[{ count: 2 }, { code: 'KREA', count: 2 }]]);
  });

  it('bounds the rows that wait, and reports those above', async () => {
    const { seen, written, reported } = seenFeeds({ maxWaitingRows: 2, dropped: 4 });
    seen.add([intake(1, code(), code({ code: 'B' }), code({ code: 'C' })), intake(2, code())]);
    await seen.write();
    expect(written[0]).toHaveLength(2);
    expect(reported).toEqual(['dropped 1', 'dropped 1', 'dropped 4']);
  });

  it('shortens texts, so that a feed cannot fill the database', async () => {
    const { seen, written } = seenFeeds();
    seen.add([intake(1, code({ code: 'x'.repeat(5_000), name: 'y'.repeat(5_000) }))]);
    await seen.write();
    expect(written[0]?.[1]).toMatchObject({ code: 'x'.repeat(100), name: 'y'.repeat(100) });
  });

  it('writes until it is stopped', async () => {
    const { seen, written } = seenFeeds();
    const stopped = new AbortController();
    seen.add([intake(1, code())]);
    const writing = seen.keepWriting(stopped.signal);
    while (written.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stopped.abort();
    await writing;
    expect(written).toHaveLength(1);
  });
});
