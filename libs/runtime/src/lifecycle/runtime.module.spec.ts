import 'reflect-metadata';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Readiness } from '../health/readiness';
import { createLogger } from '../logger';
import { Metrics } from '../metrics/metrics';
import { RuntimeModule } from './runtime.module';

describe('RuntimeModule', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    const logger = createLogger({ service: 'specimen', level: 'silent' });
    app = await NestFactory.create(RuntimeModule.forService({ service: 'specimen', logger }), {
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  it('is alive while unready', async () => {
    app.get(Readiness).part('kafka').notReady('no broker answers');
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: 'unready',
      parts: { kafka: { ready: false, detail: 'no broker answers' } },
    });
  });

  it('serves its metrics under its own name', async () => {
    app.get(Metrics).counter({ name: 'things_total', help: 'For this spec.' }).inc(3);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('renwatch_things_total{service="specimen"} 3');
  });
});
