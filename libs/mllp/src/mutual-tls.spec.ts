import { once } from 'node:events';
import { connect } from 'node:net';
import { TestAuthority } from '@renwatch/testing';
import { ByteBudget } from './connection/byte-budget';
import { type DialTls } from './dial';
import { MllpDialer } from './mllp-dialer';
import { echo, ManualHandler, until } from './mllp.spec-support';
import { MllpSender } from './mllp-sender';
import { MllpServer, type MllpServerOptions } from './mllp-server';

const closers: (() => unknown)[] = [];
let authority: TestAuthority;
let stranger: TestAuthority;

beforeAll(async () => {
  authority = await TestAuthority.create();
  stranger = await TestAuthority.create();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(own: Partial<MllpServerOptions> = {}) {
  const untrusted: string[] = [];
  const server = new MllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1024,
    maxConnections: 10,
    budget: new ByteBudget({ maxBytes: 1 << 20 }),
    handler: echo,
    events: { untrusted: (reason) => void untrusted.push(reason) },
    tls: await authority.issue({ host: '127.0.0.1' }),
    ...own,
  });
  closers.push(() => server.close({ drainMs: 500 }));
  return { server, untrusted, ...(await server.listen()) };
}

function sender(port: number, tls?: DialTls): MllpSender {
  const client = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: 5_000, ...(tls ? { tls } : {}) });
  closers.push(() => client.close());
  return client;
}

async function send(port: number, tls?: DialTls): Promise<string> {
  const client = sender(port, tls);
  await client.connect();
  return (await client.send(Buffer.from('a'))).toString();
}

const reasonOf = (sending: Promise<string>) => sending.catch((error: { reason: string }) => error.reason);

describe('mutual TLS', () => {
  it('carries frames between peers that trust each other', async () => {
    const { port } = await serve();
    const tls = await authority.issue({ host: 'hospital' });
    expect(await send(port, tls)).toBe('ack a');
  });

  it('answers frames in flight when the server closes', async () => {
    const handler = new ManualHandler();
    const { port, server } = await serve({ handler });
    const client = sender(port, await authority.issue({ host: 'hospital' }));
    await client.connect();
    const sent = client.send(Buffer.from('a'));
    await handler.takes(1);
    const closed = server.close({ drainMs: 5_000 });
    handler.answer(0);
    expect((await sent).toString()).toBe('ack a');
    await closed;
  });

  it('displaces a peer without a handshake for a newcomer', async () => {
    const { port } = await serve({ maxConnections: 2 });
    const silent = Array.from({ length: 2 }, () =>
      connect({ host: '127.0.0.1', localAddress: '127.0.0.2', port }),
    );
    for (const socket of silent) {
      socket.on('error', () => undefined).resume();
      closers.push(() => socket.destroy());
      await once(socket, 'connect');
    }
    expect(await send(port, await authority.issue({ host: 'hospital' }))).toBe('ack a');
    await until(() => silent.some((socket) => socket.closed), 'a silent peer to be displaced');
  });

  it('refuses foreign and expired certificates, and plain connections', async () => {
    const { port, untrusted, server } = await serve();
    const { ca } = await authority.issue({ host: 'any' });
    const foreign = { ...(await stranger.issue({ host: 'hospital' })), ca };
    const expired = await authority.issue({ host: 'hospital', notAfter: new Date(Date.now() - 60_000) });
    for (const tls of [foreign, expired]) expect(await reasonOf(send(port, tls))).not.toBe('ack a');
    const plain = connect({ port, host: '127.0.0.1' });
    closers.push(() => plain.destroy());
    plain.on('error', () => undefined);
    plain.write('\x0bMSH|plain\x1c\r');
    await until(() => untrusted.length === 3, 'three refusals');
    expect(untrusted[2]).toMatch(/ERR_SSL/);
    expect(server.connectionCount).toBe(0);
  });

  it('trusts no server of another authority or name', async () => {
    const { port } = await serve();
    const known = await authority.issue({ host: 'hospital' });
    const { ca } = await stranger.issue({ host: 'any' });
    expect(await reasonOf(send(port, { ...known, ca }))).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED/);
    expect(await reasonOf(send(port, { ...known, serverName: 'feed.example' }))).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });

  it('checks the configured server name instead of the address', async () => {
    const { port } = await serve({ tls: await authority.issue({ host: 'feed.example' }) });
    const known = await authority.issue({ host: 'hospital' });
    expect(await send(port, { ...known, serverName: 'feed.example' })).toBe('ack a');
  });

  it('uses new certificates for new connections only', async () => {
    const { port, server } = await serve();
    const old = await authority.issue({ host: 'hospital' });
    const open = sender(port, old);
    await open.connect();
    server.setTls(await stranger.issue({ host: '127.0.0.1' }));
    expect(await send(port, await stranger.issue({ host: 'hospital' }))).toBe('ack a');
    expect(await reasonOf(send(port, old))).not.toBe('ack a');
    expect((await open.send(Buffer.from('b'))).toString()).toBe('ack b');
  });

  it('is dialled again until the certificates match', async () => {
    const handler = new ManualHandler();
    const { port } = await serve({ handler });
    const right = await authority.issue({ host: 'renwatch' });
    const wrong = { ...right, ca: (await stranger.issue({ host: 'any' })).ca };
    const reasons: string[] = [];
    let tls: DialTls = wrong;
    let connected = 0;
    const dialer = new MllpDialer({
      host: '127.0.0.1',
      port,
      tls: () => tls,
      backoff: { minMs: 5, maxMs: 20 },
      maxFrameBytes: 1024,
      budget: new ByteBudget({ maxBytes: 1 << 20 }),
      handler: echo,
      events: {
        retry: ({ reason }) => void reasons.push(reason),
        connected: () => void (connected += 1),
      },
    });
    closers.push(() => dialer.close({ drainMs: 100 }));
    dialer.start();
    await until(() => reasons.length > 1, 'two attempts');
    expect(connected).toBe(0);
    tls = right;
    await until(() => connected === 1, 'the connection');
  });
});
