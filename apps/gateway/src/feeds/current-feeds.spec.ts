import { dialled, listened } from '../gateway.spec-support';
import { CurrentFeeds } from './current-feeds';
import { type Feed } from './feed';
import { type ReadFeeds } from './read-feeds';

function scene(feeds: readonly Feed[]) {
  const state: ReadFeeds = { feeds, faults: [] };
  const limits: [string, number | undefined][] = [];
  const logged: [string, object][] = [];
  const note = (level: string) => (fields: object) => void logged.push([level, fields]);
  const current = new CurrentFeeds({
    feeds,
    read: () => state,
    events: { silenceLimit: (feed, ms) => void limits.push([feed, ms]) },
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  });
  const reload = (next: Partial<ReadFeeds>) => {
    Object.assign(state, next);
    limits.length = 0;
    current.reload();
  };
  return { current, reload, limits, logged };
}

describe('CurrentFeeds', () => {
  it('takes over how messages are read, and the silence limit', () => {
    const { current, reload, limits, logged } = scene([listened]);
    expect(limits).toEqual([['ward', undefined]]);
    reload({ feeds: [{ ...listened, processingIds: ['T'], silenceLimitMs: 60_000 }] });
    expect(current.get('ward').processingIds).toEqual(['T']);
    expect(limits).toEqual([['ward', 60_000]]);
    expect(logged).toEqual([['info', { feeds: 1 }]]);
  });

  it('keeps every old setting if anything is at fault', () => {
    const { current, reload, logged } = scene([listened]);
    const faults = [{ name: 'FEEDS_FILE feeds[0].timezone, line 3', value: 'Mars', remedy: 'give a zone' }];
    reload({ feeds: [{ ...listened, authority: 'RRK' }], faults });
    expect(current.get('ward')).toBe(listened);
    expect(logged).toEqual([['error', { faults }]]);
  });

  it.each<[string, Feed[], string[]]>([
    ['a new feed', [listened, dialled], ['course']],
    ['a feed that is missing', [dialled], ['course', 'ward']],
    ['another port', [{ ...listened, port: 9 }], ['ward']],
    ['another time-out', [{ ...listened, idleTimeoutMs: 9 }], ['ward']],
    [
      'TLS',
      [{ ...listened, tls: { certFile: 'a', keyFile: 'b', caFile: 'c', serverName: undefined } }],
      ['ward'],
    ],
  ])('asks for a restart for %s', (_name, feeds, names) => {
    const { current, reload, logged } = scene([listened]);
    reload({ feeds });
    expect(current.get('ward')).toBe(listened);
    expect(logged).toContainEqual(['warn', { feeds: names }]);
  });

  it('applies a change of one feed beside another that needs a restart', () => {
    const { current, reload } = scene([listened, dialled]);
    reload({
      feeds: [
        { ...listened, authority: 'RRK' },
        { ...dialled, port: 9 },
      ],
    });
    expect([current.get('ward').authority, current.get('course').port]).toEqual(['RRK', 1]);
  });
});
