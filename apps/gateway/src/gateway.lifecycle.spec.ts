import { Readiness, Reload, ServiceFailure } from '@renwatch/runtime';
import { GatewayLifecycle } from './gateway.lifecycle';
import { type DurableLog, type HealthListener } from './kafka/durable-log.port';

class FakeLog implements DurableLog {
  listener: HealthListener | undefined;
  opened: (error?: Error) => void = () => undefined;

  constructor(private readonly steps: string[]) {}

  open(listener: HealthListener): Promise<void> {
    this.listener = listener;
    return new Promise((resolve, reject) => {
      this.opened = (error) => {
        if (error) reject(error);
        else {
          listener.healthy();
          resolve();
        }
      };
    });
  }

  async close({ drainMs }: { drainMs: number }): Promise<void> {
    this.steps.push(`log closed in ${drainMs} ms`);
    this.opened();
  }
}

function scene(openFeeds: () => Promise<unknown> = async () => undefined) {
  const steps: string[] = [];
  const failures: unknown[] = [];
  const readiness = new Readiness();
  const reload = new Reload();
  const failure = new ServiceFailure();
  failure.onFailure((error) => void failures.push(error));
  const log = new FakeLog(steps);
  const feeds = {
    open: async () => {
      steps.push('feeds opened');
      await openFeeds();
      return new Map();
    },
    close: async ({ drainMs }: { drainMs: number }) => void steps.push(`feeds closed in ${drainMs} ms`),
    reload: () => void steps.push('certificates reloaded'),
  };
  const currentFeeds = { reload: () => void steps.push('settings reloaded') };
  const configuration = { drainTimeoutMs: 1_000 };
  const lifecycle = new GatewayLifecycle(configuration, log, feeds, currentFeeds, readiness, failure, reload);
  return { lifecycle, steps, failures, readiness, log, reload };
}

const settled = () => new Promise(setImmediate);

describe('GatewayLifecycle', () => {
  it('opens the feeds once Kafka is ready, and is ready after that', async () => {
    const { lifecycle, steps, readiness, log } = scene();
    lifecycle.onApplicationBootstrap();
    await settled();
    expect(steps).toEqual([]);
    expect(readiness.report().parts).toEqual({
      kafka: { ready: false, detail: 'waiting for the brokers' },
      feeds: { ready: false, detail: 'waiting for kafka' },
    });
    log.opened();
    await settled();
    expect(steps).toEqual(['feeds opened']);
    expect(readiness.isReady).toBe(true);
  });

  it('is unready while the brokers are away, and ready again afterwards', async () => {
    const { lifecycle, readiness, log } = scene();
    lifecycle.onApplicationBootstrap();
    log.opened();
    await settled();
    log.listener?.unhealthy('the last write failed');
    expect(readiness.report()).toMatchObject({ status: 'unready', parts: { kafka: { ready: false } } });
    log.listener?.healthy();
    expect(readiness.isReady).toBe(true);
  });

  it.each([
    ['a topic guarantees too little', new Error('topic'), undefined],
    ['a port is in use', undefined, new Error('EADDRINUSE')],
  ])('fails the service if %s', async (_case, logError, feedsError) => {
    const { lifecycle, failures, log } = scene(async () => {
      if (feedsError) throw feedsError;
    });
    lifecycle.onApplicationBootstrap();
    log.opened(logError);
    await settled();
    expect(failures).toEqual([logError ?? feedsError]);
  });

  it('closes the feeds before the log, once, within the drain time', async () => {
    const { lifecycle, steps, log } = scene();
    lifecycle.onApplicationBootstrap();
    log.opened();
    await settled();
    await Promise.all([lifecycle.beforeApplicationShutdown(), lifecycle.beforeApplicationShutdown()]);
    expect(steps).toEqual(['feeds opened', 'feeds closed in 750 ms', 'log closed in 150 ms']);
  });

  it('opens nothing if it is stopped while it waits for Kafka', async () => {
    const { lifecycle, steps, failures } = scene();
    lifecycle.onApplicationBootstrap();
    await lifecycle.beforeApplicationShutdown();
    await settled();
    expect(steps).toEqual(['feeds closed in 750 ms', 'log closed in 150 ms']);
    expect(failures).toEqual([]);
  });

  it('reports no failure of its start while it stops', async () => {
    const { lifecycle, failures, log } = scene();
    lifecycle.onApplicationBootstrap();
    const stopped = lifecycle.beforeApplicationShutdown();
    log.opened(new Error('closed'));
    await stopped;
    await settled();
    expect(failures).toEqual([]);
  });

  it('reloads the feeds on request until it stops', async () => {
    const { lifecycle, steps, reload } = scene();
    lifecycle.onApplicationBootstrap();
    reload.request();
    await lifecycle.beforeApplicationShutdown();
    reload.request();
    expect(steps.filter((step) => step.endsWith('reloaded'))).toEqual([
      'settings reloaded',
      'certificates reloaded',
    ]);
  });
});
