import { readFileSync } from 'node:fs';
import { ManualHandler, echo, framed, until } from '../mllp.spec-support';
import { useServers } from '../mllp-server.spec-support';

const { start } = useServers();

describe('the time-outs of a connection', () => {
  it.each([
    ['idle', '', { idleTimeoutMs: 30 }],
    ['stalled', '\x0bMSH|half', { stallTimeoutMs: 30 }],
    ['noise', 'x'.repeat(200), { maxNoiseBytes: 100 }],
  ])('closes a connection that is %s', async (reason, bytes, limits) => {
    const { peer, reasons } = await start(echo, limits);
    const sender = await peer();
    sender.write(bytes);
    await until(() => sender.ended, 'the connection to end');
    sender.socket.destroy();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual([reason]);
  });

  it('keeps an idle connection while its frame is being handled', async () => {
    const handler = new ManualHandler();
    const { peer } = await start(handler, { idleTimeoutMs: 1_000 });
    const [sender, idle] = [await peer(), await peer()];
    sender.write(framed('a'));
    await handler.takes(1);
    await until(() => idle.ended, 'an idle neighbour to be closed');
    handler.answer(0);
    expect(await sender.gets(1)).toEqual(['ack a']);
  });

  it('closes a peer that does not read replies', async () => {
    const reply = { payload: Buffer.alloc(256 * 1024, 'x') };
    const { peer, reasons } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
    const sender = await peer();
    sender.socket.pause();
    sender.write(framed(...Array.from({ length: 100 }, () => 'a')));
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['stalled']);
  });

  // One reply larger than the system's buffers: no write completes, so unconfirmed bytes are not looked for.
  it.each([
    ['still sends', false],
    ['has finished sending', true],
  ])('closes a peer that stops within a reply and %s', async (_, hasFinished) => {
    const reply = { payload: Buffer.alloc(32 << 20, 'x') };
    const { peer, reasons } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
    const sender = await peer();
    sender.socket.pause();
    sender.write(framed('a'));
    if (hasFinished) sender.socket.end();
    await until(() => reasons.length === 1, 'the end to be reported');
    expect(reasons).toEqual(['stalled']);
  });

  // Only Linux shows unconfirmed bytes.
  (process.platform === 'linux' ? it : it.skip)(
    'closes a peer whose system does not confirm a written reply',
    async () => {
      const reply = { payload: Buffer.alloc(400 * 1024, 'x') };
      const { peer, reasons } = await start({ frame: async () => reply }, { stallTimeoutMs: 50 });
      const sender = await peer();
      sender.socket.pause();
      sender.write(framed('a'));
      await until(() => reasons.length === 1, 'the end to be reported');
      expect(reasons).toEqual(['stalled']);
    },
  );

  // Only Linux shows the timers of a connection; 02 is the one that probes a silent peer.
  (process.platform === 'linux' ? it : it.skip)('has the system probe a silent peer', async () => {
    const { port, peer } = await start(echo);
    await peer();
    const ours = port.toString(16).toUpperCase().padStart(4, '0');
    const probed = new RegExp(`^ *\\d+: \\w+:${ours} \\w+:\\w{4} 01 \\S+ 02:`, 'm');
    await until(
      () => probed.test(readFileSync('/proc/self/net/tcp', 'latin1')),
      'a connection that is probed',
    );
  });

  it('keeps a silent peer that has confirmed its reply', async () => {
    const { peer, server, reasons } = await start(echo, { stallTimeoutMs: 20 });
    const [sender, neighbour] = [await peer(), await peer()];
    sender.write(framed('a'));
    await sender.gets(1);
    neighbour.write('\x0bhalf');
    await until(() => reasons.length === 1, 'a neighbour that stopped in a frame to be closed');
    sender.write(framed('b'));
    expect(await sender.gets(2)).toEqual(['ack a', 'ack b']);
    expect(server.connectionCount).toBe(1);
  });
});
