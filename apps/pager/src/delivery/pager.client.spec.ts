import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { somePage } from '../pager.spec-support';
import { PagerClient } from './pager.client';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('PagerClient', () => {
  let server: Server;
  let client: PagerClient;
  let received: Received[];
  let answer: (response: ServerResponse, request: IncomingMessage) => void;

  const open = (port: number, requestTimeoutMs = 2_000) =>
    new PagerClient({ host: '127.0.0.1', port, requestTimeoutMs, maxSockets: 4 });

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        received.push({ method: request.method, url: request.url, headers: request.headers, body });
        answer(response, request);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = open((server.address() as AddressInfo).port);
    answer = (response) => response.end('ok');
  });

  afterEach(async () => {
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('posts the body as plain text with its length and alert id', async () => {
    const page = somePage();
    expect(await client.send(page)).toEqual({ kind: 'delivered', status: 200 });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: '/page',
      body: '900000017,20240120224300',
      headers: { 'content-length': '24', 'idempotency-key': page.alertId },
    });
    expect(received[0]?.headers['content-type']).toContain('text/plain');
    expect(received[0]?.headers['transfer-encoding']).toBeUndefined();
  });

  it.each([200, 201, 202, 204])('counts status %i as delivered', async (status) => {
    answer = (response) => response.writeHead(status).end();
    expect(await client.send(somePage())).toEqual({ kind: 'delivered', status });
  });

  it.each([400, 413, 422])('counts status %i as refused for good', async (status) => {
    answer = (response) => response.writeHead(status).end();
    expect(await client.send(somePage())).toEqual({ kind: 'refused', status, reason: `http-${status}` });
  });

  it.each([301, 307, 401, 403, 404, 405, 408, 409, 425, 429, 500, 502, 503, 504])(
    'is to be tried again with status %i',
    async (status) => {
      answer = (response) => response.writeHead(status, { location: '/elsewhere' }).end();
      const mayHaveArrived = status === 504;
      expect(await client.send(somePage())).toEqual({
        kind: 'failed',
        reason: `http-${status}`,
        mayHaveArrived,
      });
    },
  );

  it('fails with a time-out when the pager hangs', async () => {
    answer = () => undefined;
    const hasty = open((server.address() as AddressInfo).port, 50);
    expect(await hasty.send(somePage())).toEqual({ kind: 'failed', reason: 'timeout', mayHaveArrived: true });
    hasty.close();
  });

  it('fails when the pager closes before the end of its headers', async () => {
    answer = (_response, request) => request.socket.end('HTTP/1.1 200');
    expect(await client.send(somePage())).toMatchObject({ kind: 'failed', mayHaveArrived: true });
    expect(received).toHaveLength(1);
  });

  it('counts as delivered when only the body of the answer is cut', async () => {
    answer = (_response, request) => request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok');
    expect(await client.send(somePage())).toEqual({ kind: 'delivered', status: 200 });
    expect(await client.send(somePage())).toEqual({ kind: 'delivered', status: 200 });
  });

  it('fails when the connection is refused or the name not resolved', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const failed = { kind: 'failed', mayHaveArrived: false };
    expect(await open(port).send(somePage())).toEqual({ ...failed, reason: 'ECONNREFUSED' });
    const lost = new PagerClient({ host: 'pager.invalid', port, requestTimeoutMs: 5_000, maxSockets: 1 });
    expect(await lost.send(somePage())).toMatchObject({
      ...failed,
      reason: expect.stringMatching(/^E|timeout/),
    });
    server.listen(port, '127.0.0.1');
  });

  it('fails when it is aborted at a stop', async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const sending = client.send(somePage(), stop.signal);
    await once(server, 'request');
    stop.abort();
    expect(await sending).toEqual({ kind: 'failed', reason: 'stopped', mayHaveArrived: true });
  });

  it('reuses one connection for successive pages', async () => {
    let connections = 0;
    server.on('connection', () => (connections += 1));
    for (let i = 0; i < 5; i += 1) await client.send(somePage());
    expect(connections).toBe(1);
  });

  it('resends at once if an idle connection was closed meanwhile', async () => {
    const sockets = new Set<Socket>();
    // Answers the first request of a connection, and breaks the connection at the second.
    const fickle = createTcpServer((socket) => {
      sockets.add(socket);
      let requests = 0;
      socket
        .on('error', () => undefined)
        .on('data', () => {
          requests += 1;
          if (requests > 1) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        });
    });
    await once(fickle.listen(0, '127.0.0.1'), 'listening');
    const patient = open((fickle.address() as AddressInfo).port);
    for (let i = 0; i < 3; i += 1)
      expect(await patient.send(somePage())).toEqual({ kind: 'delivered', status: 200 });
    expect(sockets.size).toBeGreaterThan(1);
    patient.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => fickle.close(resolve));
  });
});
