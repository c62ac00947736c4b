import { Readiness } from '@renwatch/runtime';
import { GatewayService } from './gateway.service';
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

  async close(): Promise<void> {
    this.steps.push('log closed');
    this.opened();
  }
}

function serviceWith(openFeeds: () => Promise<unknown> = async () => undefined) {
  const steps: string[] = [];
  const failures: unknown[] = [];
  const readiness = new Readiness();
  const log = new FakeLog(steps);
  const service = new GatewayService({
    durableLog: log,
    feeds: {
      open: async () => {
        steps.push('feeds opened');
        await openFeeds();
        return new Map();
      },
      close: async () => void steps.push('feeds closed'),
      reload: () => void steps.push('feeds reloaded'),
    },
    parts: { kafka: readiness.part('kafka'), feeds: readiness.part('feeds') },
    drainTimeoutMs: 1_000,
    onFailure: (error) => void failures.push(error),
  });
  return { service, steps, failures, readiness, log };
}

const settled = () => new Promise(setImmediate);

describe('the gateway', () => {
  it('opens its feeds only once Kafka is there, and is ready then', async () => {
    const { service, steps, readiness, log } = serviceWith();
    service.start();
    await settled();
    expect(steps).toEqual([]);
    expect(readiness.report().parts['kafka']).toEqual({ ready: false, detail: 'waiting for the brokers' });
    log.opened();
    await settled();
    expect(steps).toEqual(['feeds opened']);
    expect(readiness.isReady).toBe(true);
  });

  it('is unready while the brokers are away, and ready again after', async () => {
    const { service, readiness, log } = serviceWith();
    service.start();
    log.opened();
    await settled();
    log.listener?.unhealthy('the last write failed');
    expect(readiness.report()).toMatchObject({ status: 'unready', parts: { kafka: { ready: false } } });
    log.listener?.healthy();
    expect(readiness.isReady).toBe(true);
  });

  it.each([
    ['a topic gives less than is asked', new Error('topic'), undefined],
    ['a port is in use', undefined, new Error('EADDRINUSE')],
  ])('fails when %s', async (_name, ofLog, ofFeeds) => {
    const { service, failures, log } = serviceWith(async () => {
      if (ofFeeds) throw ofFeeds;
    });
    service.start();
    log.opened(ofLog);
    await settled();
    expect(failures).toEqual([ofLog ?? ofFeeds]);
  });

  it('closes its feeds before it leaves Kafka, once', async () => {
    const { service, steps, log } = serviceWith();
    service.start();
    log.opened();
    await settled();
    await Promise.all([service.stop(), service.stop()]);
    expect(steps).toEqual(['feeds opened', 'feeds closed', 'log closed']);
  });

  it('can be stopped while it waits for Kafka, and opens nothing after', async () => {
    const { service, steps, failures } = serviceWith();
    service.start();
    await service.stop();
    await settled();
    expect(steps).toEqual(['feeds closed', 'log closed']);
    expect(failures).toEqual([]);
  });
});
