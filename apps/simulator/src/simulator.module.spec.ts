import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createLogger, RuntimeModule } from '@renwatch/runtime';
import { loadSimulatorConfiguration } from './config';
import { SimulatorModule } from './simulator.module';

describe('the simulator as a service', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    const logger = createLogger({ service: 'simulator', level: 'silent' });
    const loaded = loadSimulatorConfiguration({ env: {}, argv: ['--days=1'] });
    const configuration = { ...loaded, host: '127.0.0.1', mllp: 0, pager: 0 };
    class Root {}
    const runtime = RuntimeModule.forService({ service: 'simulator', logger });
    const imports = [runtime, SimulatorModule.with(configuration, () => undefined)];
    app = await NestFactory.create({ module: Root, imports }, { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  it('is ready once feed and pager listen', async () => {
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    const { parts } = (await response.json()) as { parts: Record<string, { detail: string }> };
    expect(parts['hospital']?.detail).toMatch(/^feed on \d+, pager on \d+$/);
  });

  it('counts its pages', async () => {
    const { parts } = (await (await fetch(`${url}/readyz`)).json()) as {
      parts: Record<string, { detail: string }>;
    };
    const pagerPort = /pager on (\d+)/.exec(parts['hospital']?.detail ?? '')?.[1];
    for (const _time of [1, 2]) {
      await fetch(`http://127.0.0.1:${pagerPort}/page`, { method: 'POST', body: '77,20240331000003' });
    }
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('renwatch_simulator_pages_total{what="new",service="simulator"} 1');
    expect(metrics).toContain('renwatch_simulator_pages_total{what="repeated",service="simulator"} 1');
  });
});
