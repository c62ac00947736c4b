import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameDecoder } from '@renwatch/mllp';

/** As long as usual senders wait for an answer. */
const ANSWER_LIMIT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** A connection of a sender that writes what it likes. */
export class PeerConnection {
  private constructor(
    private readonly socket: Socket,
    private readonly answers: AsyncGenerator<string, void>,
  ) {}

  /** @throws Error if nobody takes the connection */
  static async open(port: number): Promise<PeerConnection> {
    const socket = connect({ host: '127.0.0.1', port }).setNoDelay(true);
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
    return new PeerConnection(socket, answersOf(socket));
  }

  /** Writes each packet after the one before has left. @throws Error if the connection breaks */
  async write(packets: readonly Buffer[]): Promise<void> {
    for (const packet of packets) {
      await new Promise<void>((resolve, reject) =>
        this.socket.write(packet, (error) => (error ? reject(error) : resolve())),
      );
    }
  }

  /** The code of the next answer. @throws Error if the connection ends before it */
  async answer(): Promise<string> {
    const { value } = await this.answers.next();
    const code = /\rMSA\|(\w\w)/.exec(value ?? '')?.[1];
    if (code === undefined) throw new Error('no answer came');
    return code;
  }

  close(): void {
    this.socket.destroy();
  }
}

async function* answersOf(socket: Socket): AsyncGenerator<string, void> {
  const decoder = new FrameDecoder({ maxFrameBytes: MAX_ANSWER_BYTES });
  for await (const chunk of socket) {
    for (const event of decoder.push(chunk as Buffer))
      if (event.kind === 'frame') yield event.payload.toString('latin1');
  }
}
