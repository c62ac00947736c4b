import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MllpSender } from '@renwatch/mllp';
import { openDatabase, type Database } from '@renwatch/store';
import {
  createDatabase,
  freePort,
  startKafkaBroker,
  waitFor,
  type KafkaBroker,
  type TestDatabase,
} from '@renwatch/testing';
import { ServiceProcess } from './service-process.spec-support';
import { startTraceCollector, type CollectedSpan, type TraceCollector } from './trace-collector.spec-support';

const WAIT_MS = 60_000;
/** From the frame to the page, with the rule and without the model, which is off here. */
const SPANS = 6;
/** Found nowhere else, so that their absence means something. */
const PATIENT = { mrn: '7315550123', name: 'QUIXOTICALLY', born: '19480229' };

const HOUR_MS = 3_600_000;

/** @param hoursAgo a result has its own order, and is decided by the ones before it */
function result(value: string, hoursAgo: number): Buffer {
  const at = new Date(Date.now() - hoursAgo * HOUR_MS).toISOString().replace(/\D/g, '').slice(0, 12);
  return Buffer.from(
    [
      `MSH|^~\\&|A|B|||${at}00||ORU^R01|${hoursAgo}|P|2.5`,
      `PID|1||${PATIENT.mrn}||${PATIENT.name}^A||${PATIENT.born}|F`,
      `OBR|1||O${hoursAgo}|UE|||${at}`,
      `OBX|1|NM|CREATININE||${value}|umol/L|||||F\r`,
    ].join('\r'),
  );
}

describe('traces of a whole stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-traces-'));
  const services: ServiceProcess[] = [];
  const pages: string[] = [];
  let broker: KafkaBroker;
  let database: TestDatabase;
  let db: Database;
  let collector: TraceCollector;
  let endpoint: Server;
  let sender: MllpSender;

  beforeAll(async () => {
    const port = await freePort();
    [broker, database, collector] = await Promise.all([
      startKafkaBroker({ dataDir: join(folder, 'kafka'), dieWithParent: true, temporary: true }),
      createDatabase(),
      startTraceCollector(),
    ]);
    endpoint = createServer((request, response) => {
      request.on('data', (body) => pages.push(String(body)));
      request.on('end', () => response.end());
    });
    await once(endpoint.listen(0, '127.0.0.1'), 'listening');
    db = openDatabase({ url: database.url, applicationName: 'spec', maxConnections: 1 });
    const env = {
      KAFKA_BROKERS: broker.brokers,
      KAFKA_PARTITIONS: '1',
      DATABASE_URL: database.url,
      MLLP_LISTEN: `127.0.0.1:${port}?name=lab`,
      PAGER_ADDRESS: `127.0.0.1:${(endpoint.address() as AddressInfo).port}`,
      ...{ MODEL: 'off', MODEL_SWITCH_FILE: '', HISTORY_CSV: '' },
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    };
    for (const service of ['gateway', 'inference', 'pager'] as const)
      services.push(await ServiceProcess.start({ service, name: service, folder, env }));
    await Promise.all(services.map((service) => service.untilReady()));
    sender = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: WAIT_MS });
    await sender.connect();
  });

  afterAll(async () => {
    sender?.close();
    await Promise.all(services.map((service) => service.kill()));
    collector?.close();
    endpoint?.close();
    await db?.close({ drainMs: 1_000 });
    await Promise.all([database?.drop(), broker?.kill()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** The spans of the trace that ends in a page. */
  const trace = (): CollectedSpan[] => {
    const spans = collector.spans();
    const page = spans.find(({ name }) => name === 'page attempt');
    return spans.filter(({ traceId }) => traceId === page?.traceId);
  };
  const withParents = (): Record<string, string | undefined> => {
    const spans = trace();
    const nameOf = (id: string | undefined) => spans.find(({ spanId }) => spanId === id)?.name;
    return Object.fromEntries(spans.map(({ name, parentSpanId }) => [name, nameOf(parentSpanId)]));
  };

  it('follow a result from frame to page and name no patient', async () => {
    await sender.send(result('80', 2));
    await sender.send(result('387.65', 1));
    await waitFor(() => trace().length >= SPANS, { timeoutMs: WAIT_MS, what: 'every span of the page' });
    expect(withParents()).toEqual({
      frame: undefined,
      'durable write': 'frame',
      decide: 'durable write',
      rule: 'decide',
      publish: 'decide',
      'page attempt': 'publish',
    });
    expect(pages.join()).toContain(PATIENT.mrn);
    const [row] = await db.query<{ traceparent: string }>('SELECT traceparent FROM decisions WHERE alerted');
    expect(row?.traceparent.split('-')[1]).toBe(trace()[0]?.traceId);
    for (const secret of [...Object.values(PATIENT), '387.65', 'local|'])
      expect(collector.text()).not.toContain(secret);
  });
});
