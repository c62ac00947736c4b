import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame, FrameDecoder } from '@renwatch/mllp';
import { Peers } from './peers';

/** A gateway that acknowledges each frame, refuses what is no HL7, and closes its first connections unanswered. */
class Gateway {
  readonly frames: string[] = [];
  private connections = 0;
  private readonly server = net.createServer((socket) => {
    const isBad = (this.connections += 1) <= this.closes;
    const decoder = new FrameDecoder({ maxFrameBytes: 1_000_000 });
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (isBad) {
        socket.destroy();
        return;
      }
      for (const event of decoder.push(bytes)) {
        if (event.kind !== 'frame') continue;
        const text = event.payload.toString();
        this.frames.push(text);
        const code = text.startsWith('MSH') ? 'AA' : 'AR';
        socket.write(encodeFrame(Buffer.from(`MSH|^~\\&\rMSA|${code}|1\r`)));
      }
    });
  });

  constructor(private readonly closes = 0) {}

  async listen(): Promise<number> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return (this.server.address() as net.AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('a peer', () => {
  const patient = { mrn: 'P1', results: 4, resultsPerMessage: 2 };

  it.each(['plain', 'twice', 'split', 'broken'] as const)('sends a patient whole: %s', async (manner) => {
    const gateway = new Gateway();
    const port = await gateway.listen();
    const peers = new Peers(() => [port]);
    peers.sendPatient(patient, manner);
    await peers.done();
    const messages = [...new Set(gateway.frames)];
    expect(messages.map((text) => text.match(/\rOBX\|/g)?.length)).toEqual([2, 1, 1]);
    expect(gateway.frames).toHaveLength(manner === 'twice' ? 6 : 3);
    expect(peers.sent.map(({ raw }) => Buffer.from(raw, 'base64').toString())).toEqual(messages);
    expect(peers.sent.every(({ acknowledgedAtMs }) => acknowledgedAtMs !== undefined)).toBe(true);
    expect([...peers.expectedPages]).toEqual(['P1,20240301030000']);
    expect(peers.sent.at(-1)?.results).toEqual(['P1,20240301030000']);
    await gateway.close();
  });

  it('sends again, to another gateway, what was not acknowledged', async () => {
    const [bad, good] = [new Gateway(9), new Gateway()];
    const ports = [await bad.listen(), await good.listen()];
    const peers = new Peers(() => ports);
    peers.sendPatient(patient, 'plain');
    await peers.done();
    expect([bad.frames.length, good.frames.length]).toEqual([0, 3]);
    await Promise.all([bad.close(), good.close()]);
  });

  it('logs a lie as refused, and expects no page for it', async () => {
    const gateway = new Gateway();
    const port = await gateway.listen();
    const peers = new Peers(() => [port]);
    peers.lie([Buffer.from('nothing')]);
    await peers.done();
    expect(peers.sent).toMatchObject([{ mrn: '', results: [], isRefused: true }]);
    expect(peers.sent[0]?.acknowledgedAtMs).toBeUndefined();
    expect(peers.expectedPages.size).toBe(0);
    await gateway.close();
  });
});
