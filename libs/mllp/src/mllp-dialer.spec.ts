import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { ByteBudget } from './connection/byte-budget';
import { ManualHandler, echo, framed, until } from './mllp.spec-support';
import { MllpDialer, type MllpDialerOptions } from './mllp-dialer';

/** A peer to dial; it records its connections and received bytes. */
class Feed {
  readonly sockets: Socket[] = [];
  received = '';
  private constructor(readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('data', (chunk) => (this.received += chunk.toString('latin1')));
      socket.on('error', () => undefined);
    });
  }

  static async listen(port = 0): Promise<Feed> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new Feed(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async connection(index: number): Promise<Socket> {
    await until(() => this.sockets.length > index, `connection ${index}`);
    return this.sockets[index] as Socket;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const feeds: Feed[] = [];
const dialers: MllpDialer[] = [];
let retries: { attempt: number; delayMs: number; reason: string }[] = [];

const listen = async (port?: number): Promise<Feed> => {
  const feed = await Feed.listen(port);
  feeds.push(feed);
  return feed;
};

function dialTo(port: number, own: Partial<MllpDialerOptions> = {}): MllpDialer {
  const dialer = new MllpDialer({
    host: '127.0.0.1',
    port,
    backoff: { minMs: 5, maxMs: 20 },
    maxFrameBytes: 1024,
    closeGraceMs: 100,
    budget: new ByteBudget({ maxBytes: 1 << 20 }),
    handler: echo,
    events: { retry: (retry) => void retries.push(retry) },
    ...own,
  });
  dialers.push(dialer);
  dialer.start();
  return dialer;
}

beforeEach(() => (retries = []));

afterEach(async () => {
  for (const dialer of dialers.splice(0)) await dialer.close({ drainMs: 50 });
  for (const feed of feeds.splice(0)) await feed.close();
});

describe('MllpDialer', () => {
  it('answers the frames of its peer', async () => {
    const feed = await listen();
    const dialer = dialTo(feed.port);
    (await feed.connection(0)).write(framed('a', 'b'));
    await until(() => feed.received === framed('ack a', 'ack b'), 'both answers');
    expect(dialer.state).toBe('connected');
  });

  it('reads a frame that arrives in two segments', async () => {
    const feed = await listen();
    dialTo(feed.port);
    const socket = await feed.connection(0);
    socket.setNoDelay(true);
    socket.write('\x0bfirst ');
    socket.write('second\x1c\r');
    await until(() => feed.received === framed('ack first second'), 'the answer');
  });

  it.each([
    ['ends', (socket: Socket) => socket.end(), 'peer-closed'],
    ['resets', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
  ])('dials again when its peer %s the connection', async (_how, close, reason) => {
    const feed = await listen();
    dialTo(feed.port);
    close(await feed.connection(0));
    (await feed.connection(1)).write(framed('a'));
    await until(() => feed.received === framed('ack a'), 'the answer on the second connection');
    expect(retries.map((retry) => retry.reason)).toEqual([reason]);
  });

  it('retries while its peer refuses or does not resolve', async () => {
    const refusing = await listen();
    const { port } = refusing;
    await refusing.close();
    const dialer = dialTo(port);
    dialTo(port, { host: 'nowhere.invalid' });
    await until(() => retries.filter((retry) => retry.reason === 'ECONNREFUSED').length >= 2, 'two refusals');
    await until(
      () => retries.some((retry) => /^E(NOTFOUND|AI_AGAIN)$/.test(retry.reason)),
      'a failed look-up',
      20_000,
    );
    const feed = await listen(port);
    (await feed.connection(0)).write(framed('a'));
    await until(() => feed.received === framed('ack a'), 'the answer once the peer is back');
    expect(dialer.state).toBe('connected');
  }, 30_000);

  it('backs off from a peer that closes at once, until one answer', async () => {
    const feed = await listen();
    feed.server.on('connection', (socket) => feed.sockets.length < 4 && socket.destroy());
    dialTo(feed.port);
    const socket = await feed.connection(3);
    expect(retries.map((retry) => retry.attempt)).toEqual([1, 2, 3]);
    socket.write(framed('a'));
    await until(() => feed.received === framed('ack a'), 'the answer');
    socket.end();
    await feed.connection(4);
    expect(retries.map((retry) => retry.attempt)).toEqual([1, 2, 3, 1]);
  });

  it('dials a silent peer again only if configured', async () => {
    const [patient, impatient] = [await listen(), await listen()];
    dialTo(patient.port);
    dialTo(impatient.port, { reconnectOnSilenceMs: 20 });
    await impatient.connection(2);
    expect(patient.sockets.length).toBe(1);
    expect(retries.every((retry) => retry.reason === 'idle')).toBe(true);
  });

  it('answers frames in flight when it closes, and stops dialling', async () => {
    const feed = await listen();
    const handler = new ManualHandler();
    const dialer = dialTo(feed.port, { handler });
    const socket = await feed.connection(0);
    socket.on('end', () => socket.end());
    socket.write(framed('a'));
    await handler.takes(1);
    const closed = dialer.close({ drainMs: 5_000 });
    handler.answer(0);
    await closed;
    expect(dialer.state).toBe('closed');
    await until(() => feed.received === framed('ack a'), 'the answer');
    expect(feed.sockets.length).toBe(1);
    expect(retries).toEqual([]);
  });

  it('closes at once while it waits to dial', async () => {
    const refusing = await listen();
    const { port } = refusing;
    await refusing.close();
    const dialer = dialTo(port, { backoff: { minMs: 60_000, maxMs: 60_000, random: () => 0.9 } });
    await until(() => dialer.state === 'waiting', 'it to wait');
    await dialer.close({ drainMs: 5_000 });
    expect(dialer.state).toBe('closed');
  });
});
