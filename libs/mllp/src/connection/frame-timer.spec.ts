import { FrameTimer } from './frame-timer';

describe('FrameTimer', () => {
  let expired: number;
  let timer: FrameTimer;

  beforeEach(() => {
    jest.useFakeTimers();
    expired = 0;
    timer = new FrameTimer({ limitMs: 100, onExpired: () => (expired += 1) });
  });

  afterEach(() => jest.useRealTimers());

  const pass = (ms: number, frame: number | undefined) => {
    timer.watch(frame);
    jest.advanceTimersByTime(ms);
  };

  it.each([
    ['one frame without a pause', [[100, 1]], 1],
    [
      'one frame in several reads',
      [
        [60, 1],
        [39, 1],
      ],
      0,
    ],
    [
      'one frame in several reads, too slowly',
      [
        [60, 1],
        [40, 1],
      ],
      1,
    ],
    [
      'one frame with a long pause of ours',
      [
        [60, 1],
        [1_000, undefined],
        [39, 1],
      ],
      0,
    ],
    [
      'one frame with a pause, too slowly',
      [
        [60, 1],
        [1_000, undefined],
        [40, 1],
      ],
      1,
    ],
    [
      'frames that each arrive in time',
      [
        [60, 1],
        [60, 2],
        [60, 3],
      ],
      0,
    ],
    ['nothing', [[1_000, undefined]], 0],
  ] as [string, [number, number | undefined][], number][])('times %s', (_case, steps, times) => {
    for (const [ms, frame] of steps) pass(ms, frame);
    expect(expired).toBe(times);
    timer.watch(undefined);
  });
});
