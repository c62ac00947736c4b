import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createLogger } from '../logger';
import { Metrics } from '../metrics/metrics';
import { Heartbeat } from './heartbeat';

const TOKEN = 'very-secret-token';

describe('Heartbeat', () => {
  let server: Server;
  let asked: string[];
  let lines: string[];
  let isReady: boolean;
  let answer: (response: ServerResponse) => void;
  let metrics: Metrics;
  let heartbeat: Heartbeat;

  const counted = async (outcome: string) =>
    (await metrics.registry.metrics()).match(`heartbeats_total\\{outcome="${outcome}",.*\\} (\\d+)`)?.[1];

  const newHeartbeat = ({ port = (server.address() as AddressInfo).port, timeoutMs = 30_000 } = {}) => {
    metrics = new Metrics({ service: 'spec', processMetrics: false });
    const destination = { write: (line: string) => void lines.push(line) };
    heartbeat = new Heartbeat({
      url: `http://127.0.0.1:${port}/ping/${TOKEN}`,
      isReady: () => isReady,
      ...{ everyMs: 1, timeoutMs, metrics },
      logger: createLogger({ service: 'spec', level: 'info', destination }),
    });
    return heartbeat;
  };

  beforeEach(async () => {
    [asked, lines, isReady] = [[], [], true];
    answer = (response) => response.end('OK');
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(() => {
    heartbeat.beforeApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  it('asks again and again while the service is ready', async () => {
    newHeartbeat().onApplicationBootstrap();
    while (asked.length < 3) await once(server, 'request');
    expect(new Set(asked)).toEqual(new Set([`GET /ping/${TOKEN}`]));
  });

  it('asks nothing while the service is unready', async () => {
    isReady = false;
    await newHeartbeat().beat();
    expect(asked).toEqual([]);
    expect(await counted('sent')).toBe('0');
  });

  it.each([
    ['refuses', (response: ServerResponse) => response.writeHead(404).end(), /^http-404$/],
    ['sends it elsewhere', (response: ServerResponse) => response.writeHead(302).end(), /^http-302$/],
    ['breaks off', (response: ServerResponse) => response.destroy(), /^(UND_ERR_SOCKET|ECONNRESET)$/],
  ])('counts and logs once an endpoint that %s', async (_, given, fault) => {
    answer = given;
    newHeartbeat();
    await heartbeat.beat();
    await heartbeat.beat();
    expect(await counted('failed')).toBe('2');
    expect(lines.map((line) => (JSON.parse(line) as { fault: string }).fault)).toEqual([
      expect.stringMatching(fault),
    ]);
    expect(lines.join()).not.toContain(TOKEN);
  });

  it('gives up an endpoint that never answers', async () => {
    answer = () => undefined;
    await newHeartbeat({ timeoutMs: 20 }).beat();
    expect(await counted('failed')).toBe('1');
  });

  it('keeps one request under way at a time', async () => {
    const held: ServerResponse[] = [];
    answer = (response) => void held.push(response);
    const first = newHeartbeat().beat();
    await heartbeat.beat();
    while (held.length === 0) await once(server, 'request');
    held[0]?.end();
    await first;
    expect(asked).toHaveLength(1);
  });
});
