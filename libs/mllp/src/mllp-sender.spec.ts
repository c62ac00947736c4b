import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { echo, framed, until } from './mllp.spec-support';
import { ByteBudget } from './connection/byte-budget';
import { MllpServer } from './mllp-server';
import { MllpSender } from './mllp-sender';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function answeringWith(onData: (socket: Socket, text: string) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => onData(socket, chunk.toString('latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function senderTo(port: number, own: { ackTimeoutMs?: number; maxUnanswered?: number } = {}) {
  const sender = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: 5_000, ...own });
  closers.push(() => sender.close());
  await sender.connect();
  return sender;
}

describe('MllpSender', () => {
  it('matches answers to payloads in order', async () => {
    const server = new MllpServer({
      host: '127.0.0.1',
      port: 0,
      maxFrameBytes: 1024,
      maxConnections: 10,
      budget: new ByteBudget({ maxBytes: 1 << 20 }),
      handler: echo,
    });
    closers.push(() => server.close({ drainMs: 0 }));
    const { port } = await server.listen();
    const sender = await senderTo(port);
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_payload, i) => sender.send(Buffer.from(`message ${i}`))),
    );
    expect(answers.map(String)).toEqual(Array.from({ length: 300 }, (_answer, i) => `ack message ${i}`));
  });

  it('closes on a time-out, so no late answer matches the next', async () => {
    const port = await answeringWith((socket, text) => {
      if (text.includes('second')) socket.write(framed('ack second'));
    });
    const sender = await senderTo(port, { ackTimeoutMs: 20 });
    await expect(sender.send(Buffer.from('first'))).rejects.toMatchObject({
      reason: 'timeout',
      retriable: true,
    });
    expect(sender.isConnected).toBe(false);
    await expect(sender.send(Buffer.from('second'))).rejects.toMatchObject({ reason: 'closed' });
    await sender.connect();
    expect(String(await sender.send(Buffer.from('second')))).toBe('ack second');
  });

  it.each([
    ['closes', (socket: Socket) => socket.end(), 'closed'],
    ['answers without a frame', (socket: Socket) => socket.write('AA'), 'protocol'],
  ])('rejects unanswered payloads when the peer %s', async (_how, act, reason) => {
    const port = await answeringWith((socket) => void act(socket));
    const sender = await senderTo(port);
    const sent = [sender.send(Buffer.from('a')), sender.send(Buffer.from('b'))];
    for (const answer of sent) await expect(answer).rejects.toMatchObject({ reason });
  });

  it('closes on an answer without a payload', async () => {
    const port = await answeringWith((socket) => socket.write(framed('one', 'two')));
    const sender = await senderTo(port);
    expect(String(await sender.send(Buffer.from('a')))).toBe('one');
    await until(() => !sender.isConnected, 'the connection to be closed');
  });

  it('refuses payloads above its bound of unanswered payloads', async () => {
    const port = await answeringWith(() => undefined);
    const sender = await senderTo(port, { maxUnanswered: 1 });
    const first = expect(sender.send(Buffer.from('a'))).rejects.toMatchObject({ reason: 'closed' });
    await expect(sender.send(Buffer.from('b'))).rejects.toMatchObject({ reason: 'full' });
    sender.close();
    await first;
  });

  it('rejects with the system’s code if nobody listens', async () => {
    const port = await answeringWith(() => undefined);
    await closers.pop()?.();
    await expect(senderTo(port)).rejects.toMatchObject({ name: 'MllpSendError', reason: 'ECONNREFUSED' });
  });
});
