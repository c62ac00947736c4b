import { type FiringAlarm } from '@renwatch/monitoring';
import { PrometheusWatch, type WatchedProcess } from './prometheus-watch';

type End = Awaited<WatchedProcess['ended']>;

const SILENT: FiringAlarm = {
  name: 'FeedSilent',
  severity: 'critical',
  labels: { feed: 'lab' },
  value: 612.3456,
  summary: 'Feed lab is silent',
  runbook: 'docs/runbooks/FeedSilent.md',
};
const WATCHDOG: FiringAlarm = { ...SILENT, name: 'Watchdog', severity: 'none', labels: {} };

/** A Prometheus that answers as the test says. */
function scene({ launch }: { launch?: () => never } = {}) {
  const lines: string[] = [];
  const printed: string[] = [];
  const prometheus = { firing: [] as FiringAlarm[], answers: true, ageSeconds: 0 as number | undefined };
  let end: (how: End) => void = () => undefined;
  let stops = 0;
  const ended = new Promise<End>((resolve) => (end = resolve));
  const answer = async <T>(value: () => T): Promise<T> => {
    if (!prometheus.answers) throw new Error('connect ECONNREFUSED');
    return value();
  };
  const watch = new PrometheusWatch({
    url: 'http://127.0.0.1:14090',
    alarms: {
      firing: () => answer(() => prometheus.firing),
      newestSampleAgeSeconds: () => answer(() => prometheus.ageSeconds),
    },
    launch:
      launch ??
      (() => ({
        ended,
        stop: async () => {
          stops += 1;
          end({ code: 0, signal: null });
          return true;
        },
      })),
    logFile: 'prometheus.log',
    say: (line) => lines.push(line),
    print: (line) => printed.push(line.replace(/^\d\d:\d\d:\d\d {2}/, '')),
    pollMs: 1,
    blindAfterMs: 50,
  });
  return { watch, lines, printed, prometheus, end: (how: End) => end(how), stops: () => stops };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('the watch of a Prometheus', () => {
  it('prints its address and each alarm that fires or clears', async () => {
    const { watch, lines, printed, prometheus } = scene();
    watch.start();
    await until(() => lines.length === 1);
    expect(lines).toEqual(['Prometheus: http://127.0.0.1:14090; alarms are lines below']);
    prometheus.firing = [WATCHDOG, SILENT];
    await until(() => printed.length === 1);
    prometheus.firing = [WATCHDOG];
    await until(() => printed.length === 2);
    await watch.stop({ graceMs: 1_000 });
    expect(printed).toEqual([
      'alarm FeedSilent{feed="lab"}  critical  value 612  Feed lab is silent; docs/runbooks/FeedSilent.md',
      expect.stringMatching(/^clear FeedSilent\{feed="lab"\} {2}after \d+ s; docs\/runbooks\/FeedSilent.md$/),
    ]);
  });

  it.each([
    ['does not answer', { answers: false }],
    ['has no samples', { ageSeconds: undefined }],
    ['has old samples only, as with a full disk', { ageSeconds: 20 }],
  ])('says once that it sees nothing if Prometheus %s', async (_, fault) => {
    const { watch, lines, prometheus } = scene();
    watch.start();
    await until(() => lines.length === 1);
    Object.assign(prometheus, fault);
    await until(() => lines.length === 2);
    Object.assign(prometheus, { answers: true, ageSeconds: 0 });
    await until(() => lines.length === 3);
    await watch.stop({ graceMs: 1_000 });
    expect(lines.slice(1)).toEqual([
      'Prometheus stores no samples, so alarms are not seen; everything else runs on; log: prometheus.log',
      'Prometheus stores samples again',
    ]);
  });

  it('says once that Prometheus has ended', async () => {
    const { watch, lines, end } = scene();
    watch.start();
    end({ code: 2, signal: null });
    await until(() => lines.some((line) => line.includes('ended')));
    await watch.stop({ graceMs: 1_000 });
    expect(lines.filter((line) => line.includes('ended'))).toEqual([
      'Prometheus ended (exit code 2), so alarms are not seen; everything else runs on; log: prometheus.log',
    ]);
  });

  it('says why Prometheus could not be started', async () => {
    const launch = () => {
      throw new Error('ENOSPC: no space left on device');
    };
    const { watch, lines } = scene({ launch });
    watch.start();
    await watch.stop({ graceMs: 1_000 });
    expect(lines).toEqual([
      'Prometheus ended (ENOSPC: no space left on device), so alarms are not seen; everything else runs on; log: prometheus.log',
    ]);
  });

  it('stops the process, and does not call that an end', async () => {
    const { watch, lines, stops } = scene();
    watch.start();
    await until(() => lines.length === 1);
    await watch.stop({ graceMs: 1_000 });
    expect(stops()).toBe(1);
    expect(lines).toHaveLength(1);
  });
});
