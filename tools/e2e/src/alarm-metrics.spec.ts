import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usedMetrics } from '@renwatch/monitoring';
import { freePort } from '@renwatch/testing';
import { ServiceProcess } from './service-process.spec-support';

/** Counters without a series yet: types are known from messages, and no feed here has TLS. */
const NOT_YET = ['renwatch_gateway_messages_total', 'renwatch_gateway_untrusted_connections_total'];

describe('metrics of fresh services', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-alarm-metrics-'));
  const services: ServiceProcess[] = [];
  /** Names of metrics, and of those that have a series. */
  const declared = new Set<string>();
  const withSeries = new Set<string>();

  /** Neither broker nor database is there: what an alarm reads must be there even so. */
  beforeAll(async () => {
    const feedsFile = join(folder, 'feeds.yaml');
    writeFileSync(
      feedsFile,
      `feeds:\n  - name: lab\n    listen: 127.0.0.1:${await freePort()}\n    silenceLimitMs: 60000\n`,
    );
    const env = {
      FEEDS_FILE: feedsFile,
      KAFKA_BROKERS: 'localhost:1',
      DATABASE_URL: 'postgres://renwatch@localhost:1/renwatch',
      PAGER_ADDRESS: 'localhost:1',
    };
    for (const service of ['gateway', 'inference', 'pager'] as const)
      services.push(await ServiceProcess.start({ service, name: service, folder, env }));
    for (const service of services) await service.untilAlive();
    for (const service of services) {
      const text = await service.metrics();
      for (const [, name = ''] of text.matchAll(/^# TYPE (\w+) /gm)) declared.add(name);
      for (const [, name = ''] of text.matchAll(/^(\w+)\{/gm)) withSeries.add(name);
    }
  });

  afterAll(async () => {
    for (const service of services) await service.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([...usedMetrics()].map(([metric, readers]) => ({ metric, readers: readers.join(', ') })))(
    '$metric exists for $readers',
    ({ metric }) => {
      expect(declared).toContain(metric);
    },
  );

  it.each([...usedMetrics().keys()].filter((name) => name.endsWith('_total') && !NOT_YET.includes(name)))(
    '%s is there before its first event',
    (metric) => {
      expect(withSeries).toContain(metric);
    },
  );
});
