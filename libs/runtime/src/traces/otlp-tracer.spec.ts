import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createLogger } from '../logger';
import { Metrics } from '../metrics/metrics';
import { MAX_BATCH_SPANS, MAX_QUEUED_SPANS, OtlpTracer } from './otlp-tracer';
import { NO_TRACES } from './tracer';

interface ExportedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number; message?: string };
  attributes: { key: string }[];
}

describe('OtlpTracer', () => {
  let collector: Server;
  let paths: string[];
  let spans: ExportedSpan[];
  let answer: (response: ServerResponse) => void;
  let registries: Metrics[];
  let tracers: OtlpTracer[];

  const open = async ({ ratio = 1, port = (collector.address() as AddressInfo).port } = {}) => {
    const metrics = new Metrics({ service: 'spec', processMetrics: false });
    registries.push(metrics);
    const tracer = await OtlpTracer.open({
      ...{ service: 'spec', release: { version: '1', revision: 'a' }, ratio, metrics, exportTimeoutMs: 300 },
      endpoint: `http://127.0.0.1:${port}/base/`,
      logger: createLogger({ service: 'spec', level: 'silent' }),
    });
    tracers.push(tracer);
    return tracer;
  };
  const counted = async (outcome: string) => {
    const texts = await Promise.all(registries.map(({ registry }) => registry.metrics()));
    const count = new RegExp(`traces_spans_total\\{outcome="${outcome}".*\\} (\\d+)`);
    return texts.reduce((sum, text) => sum + Number(count.exec(text)?.[1]), 0);
  };

  const received = async (count: number) => {
    while (spans.length < count) await once(collector, 'spans');
  };

  beforeEach(async () => {
    [paths, spans, tracers, registries] = [[], [], [], []];
    answer = (response) => response.end('{}');
    collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        paths.push(request.url ?? '');
        const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
          resourceSpans: { scopeSpans: { spans: ExportedSpan[] }[] }[];
        };
        spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
        answer(response);
        collector.emit('spans');
      });
    });
    await once(collector.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(async () => {
    collector.closeAllConnections();
    await Promise.all(tracers.map((tracer) => tracer.onApplicationShutdown()));
    collector.close();
  });

  it('exports a trace that runs through two services', async () => {
    const [gateway, inference] = [await open(), await open()];
    const frame = gateway.start('frame', { attributes: { feed: 'ward' } });
    const decide = inference.start('decide', { parent: frame.traceparent });
    decide.end({ fault: 'StoreError' });
    frame.end();
    await received(2);
    for (const tracer of tracers) await tracer.onApplicationShutdown();
    const [first, second] = [
      spans.find(({ name }) => name === 'frame'),
      spans.find((s) => s.name === 'decide'),
    ];
    expect(second).toMatchObject({ traceId: first?.traceId, parentSpanId: first?.spanId });
    expect(second?.status).toEqual({ code: 2, message: 'StoreError' });
    expect(first?.attributes.map(({ key }) => key)).toEqual(['renwatch.feed']);
    expect(new Set(paths)).toEqual(new Set(['/base/v1/traces']));
    expect(await counted('exported')).toBe(2);
  });

  it('keeps the choice not to sample along a trace', async () => {
    const [gateway, inference] = [await open({ ratio: 0 }), await open({ ratio: 1 })];
    const frame = gateway.start('frame');
    const decide = inference.start('decide', { parent: frame.traceparent });
    expect(decide.traceparent?.slice(-2)).toBe('00');
    for (const span of [decide, frame]) span.end();
    for (const tracer of tracers) await tracer.onApplicationShutdown();
    expect(spans).toEqual([]);
  });

  it('begins a trace if what came is no traceparent', async () => {
    const tracer = await open();
    expect(tracer.start('decide', { parent: 'nonsense' }).traceparent).toMatch(/^00-[0-9a-f]{32}-/);
  });

  it('drops the spans and stops while the collector is away', async () => {
    const tracer = await open({ port: 1 });
    for (let i = 0; i < 10; i += 1) tracer.start('frame').end();
    await tracer.onApplicationShutdown();
    expect(spans).toEqual([]);
  });

  it('counts what a full collector refuses', async () => {
    answer = (response) => void response.writeHead(400).end();
    const tracer = await open();
    tracer.start('frame').end();
    await received(1);
    await tracer.onApplicationShutdown();
    expect(await counted('failed')).toBe(1);
  });

  it('keeps a bounded number of spans that wait for the collector', async () => {
    const tracer = await open();
    for (let i = 0; i < 20_000; i += 1) tracer.start('frame').end();
    await tracer.onApplicationShutdown();
    // The first batch was under way.
    expect(spans.length).toBeLessThanOrEqual(MAX_QUEUED_SPANS + MAX_BATCH_SPANS);
  });

  it('stops although the collector never answers', async () => {
    answer = () => undefined;
    const tracer = await open();
    tracer.start('frame').end();
    await tracer.onApplicationShutdown();
    expect(await counted('exported')).toBe(0);
  });
});

describe('NO_TRACES', () => {
  it('makes no span, whatever came', () => {
    const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const span = NO_TRACES.start('decide', { parent });
    expect(span.traceparent).toBeUndefined();
    expect(NO_TRACES.start('frame')).toBe(span);
  });
});
