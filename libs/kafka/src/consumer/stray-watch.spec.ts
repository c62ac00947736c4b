import { StrayWatch } from './stray-watch';

describe('StrayWatch', () => {
  const out = (nowMs: number) => ({ joined: false, nowMs });
  const stray = () => {
    const watch = new StrayWatch({ afterMs: 1_000 });
    expect(watch.answered('Fetch', out(0))).toBe(false);
    return watch;
  };

  it('finds one that fetches on and on', () => {
    const watch = stray();
    expect(watch.answered('Metadata', out(900))).toBe(false);
    expect(watch.answered('Fetch', out(1_000))).toBe(false);
    expect(watch.answered('Fetch', out(1_001))).toBe(true);
  });

  it.each(['GroupCoordinator', 'JoinGroup', 'SyncGroup', 'Heartbeat'])(
    'leaves one alone whose group has answered %s meanwhile',
    (apiName) => {
      const watch = stray();
      expect(watch.answered(apiName, out(5_000))).toBe(false);
      expect(watch.answered('Fetch', out(5_500))).toBe(false);
      expect(watch.answered('Fetch', out(6_501))).toBe(true);
    },
  );

  it('leaves one alone that has its place', () => {
    const watch = stray();
    expect(watch.answered('Fetch', { joined: true, nowMs: 5_000 })).toBe(false);
    expect(watch.answered('Fetch', out(6_000))).toBe(false);
  });
});
