import net from 'node:net';
import { once } from 'node:events';
import { waitFor } from '../wait-for';
import { FaultProxy } from './fault-proxy';

describe('FaultProxy', () => {
  let echo: net.Server;
  let received: string[];
  let proxy: FaultProxy;
  let clients: net.Socket[];

  beforeEach(async () => {
    received = [];
    clients = [];
    echo = net.createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        received.push(bytes.toString());
        socket.write(`re:${bytes.toString()}`);
      });
      socket.on('end', () => socket.end('bye'));
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    proxy = new FaultProxy({ target: `127.0.0.1:${(echo.address() as net.AddressInfo).port}` });
    await proxy.listen();
  });

  afterEach(async () => {
    for (const client of clients) client.destroy();
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  async function dial(): Promise<{ socket: net.Socket; heard: () => string }> {
    const { host, port } = await proxy.listen();
    const socket = net.connect({ host, port });
    clients.push(socket);
    let heard = '';
    socket.on('data', (bytes) => (heard += bytes.toString()));
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    return { socket, heard: () => heard };
  }

  it('passes bytes both ways, and the end of each side apart', async () => {
    const { socket, heard } = await dial();
    socket.end('a');
    await once(socket, 'close');
    expect(heard()).toBe('re:abye');
    expect(proxy.openConnections).toBe(0);
  });

  it('drops the response to a received request, and passes the next connection', async () => {
    const dropped = proxy.dropNextResponse({ request: (bytes) => bytes.toString() === 'lost' });
    const first = await dial();
    first.socket.write('kept');
    await waitFor(() => first.heard() === 're:kept', { timeoutMs: 20_000, what: 'the first answer' });
    first.socket.write('lost');
    await dropped;
    expect(received).toEqual(['kept', 'lost']);
    expect(first.heard()).toBe('re:kept');
    const second = await dial();
    second.socket.write('lost');
    await waitFor(() => second.heard() === 're:lost', { timeoutMs: 20_000, what: 'the second answer' });
  });

  it('closes the connection in place of a response when told to', async () => {
    const { socket, heard } = await dial();
    const dropped = proxy.dropNextResponse({ then: 'close' });
    const closed = once(socket, 'close');
    socket.write('lost');
    await Promise.all([dropped, closed]);
    expect(heard()).toBe('');
  });

  it('cuts what is connected and takes new connections', async () => {
    const { socket } = await dial();
    await waitFor(() => proxy.openConnections === 1, { timeoutMs: 20_000, what: 'the connection' });
    const closed = once(socket, 'close');
    proxy.cut();
    await closed;
    const next = await dial();
    next.socket.write('x');
    await waitFor(() => next.heard() === 're:x', { timeoutMs: 20_000, what: 'an answer' });
    expect(proxy.connectionsAccepted).toBe(2);
  });

  it('refuses connections until it listens again, on the same port', async () => {
    const { port } = await proxy.listen();
    await proxy.refuse();
    const [error] = (await once(net.connect({ host: '127.0.0.1', port }), 'error')) as [
      NodeJS.ErrnoException,
    ];
    expect(error.code).toBe('ECONNREFUSED');
    expect((await proxy.listen()).port).toBe(port);
    await dial();
  });

  it('moves nothing while stalled, and everything after', async () => {
    const { socket, heard } = await dial();
    socket.write('a');
    await waitFor(() => heard() === 're:a', { timeoutMs: 20_000, what: 'the answer before' });
    proxy.stall();
    socket.write('b');
    const late = await dial();
    late.socket.write('c');
    // A second, unhindered connection to the target shows that time enough has passed for b and c to arrive.
    const direct = net.connect((echo.address() as net.AddressInfo).port, '127.0.0.1');
    clients.push(direct);
    direct.write('d');
    await once(direct, 'data');
    expect(received).toEqual(['a', 'd']);
    proxy.resume();
    await waitFor(() => heard() === 're:are:b' && late.heard() === 're:c', {
      timeoutMs: 20_000,
      what: 'the rest',
    });
  });

  it('closes a connection in the middle of what it carries', async () => {
    const { socket } = await dial();
    await waitFor(() => proxy.openConnections === 1, { timeoutMs: 20_000, what: 'the connection' });
    proxy.cutAfter(3);
    const closed = once(socket, 'close');
    socket.write('abcdef');
    await closed;
    await waitFor(() => received.length > 0, { timeoutMs: 20_000, what: 'the first bytes' });
    expect(received).toEqual(['abc']);
  });

  it('keeps a connection to a lost target open, and forwards new ones', async () => {
    const { socket, heard } = await dial();
    socket.write('a');
    await waitFor(() => heard() === 're:a', { timeoutMs: 20_000, what: 'the answer before' });
    proxy.lose('target');
    socket.write('b');
    const next = await dial();
    next.socket.write('c');
    await waitFor(() => next.heard() === 're:c', { timeoutMs: 20_000, what: 'the answer on the next' });
    expect(received).toEqual(['a', 'c']);
    expect([heard(), socket.readyState, proxy.openConnections]).toEqual(['re:a', 'open', 2]);
  });

  it('keeps a target connected whose client is gone', async () => {
    const { socket, heard } = await dial();
    socket.write('a');
    await waitFor(() => heard() === 're:a', { timeoutMs: 20_000, what: 'the answer before' });
    const closed = once(socket, 'close');
    proxy.lose('client');
    await closed;
    const connections = await new Promise((resolve) =>
      echo.getConnections((_error, count) => resolve(count)),
    );
    expect([connections, proxy.openConnections]).toEqual([1, 1]);
  });

  it('delays each packet and keeps their order until it resumes', async () => {
    const { socket, heard } = await dial();
    socket.write('a');
    await waitFor(() => heard() === 're:a', { timeoutMs: 20_000, what: 'the answer before' });
    const startedMs = performance.now();
    proxy.slow({ delayMs: 20, bytesPerSecond: 1_000 });
    for (const packet of ['b', 'c', 'd']) {
      await new Promise((resolve) => socket.write(packet, resolve));
    }
    await waitFor(() => received.join('') === 'abcd', { timeoutMs: 20_000, what: 'all packets' });
    expect(performance.now() - startedMs).toBeGreaterThan(20);
    proxy.resume();
    socket.write('e');
    await waitFor(() => heard().endsWith('e'), { timeoutMs: 20_000, what: 'the answer after' });
  });
});
