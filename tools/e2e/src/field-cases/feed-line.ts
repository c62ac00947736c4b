import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FrameDecoder } from '@renwatch/mllp';

const ANSWER_LIMIT_MS = 60_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** A sender's connection that writes any bytes and shows each answer by its MSA-1. */
export class FeedLine {
  private readonly decoder = new FrameDecoder({ maxFrameBytes: MAX_ANSWER_BYTES });
  private readonly answers: string[] = [];
  private hasEnded = false;
  private onChange: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', () => undefined);
    for (const event of ['end', 'close'])
      socket.on(event, () => {
        this.hasEnded = true;
        this.onChange();
      });
  }

  static async connect(port: number): Promise<FeedLine> {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    await once(socket, 'connect');
    return new FeedLine(socket);
  }

  /** Writes the frames at once, without waiting for answers between them. */
  write(frames: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** Takes the next answer, or `closed`. @throws Error if none comes in a minute */
  async answer(): Promise<string> {
    await this.until(() => this.answers.length > 0 || this.hasEnded);
    return this.answers.shift() ?? 'closed';
  }

  /** Ends the input and takes every answer that comes before the peer closes: what is not among them never comes. */
  async end(): Promise<string[]> {
    this.socket.end();
    await this.until(() => this.hasEnded);
    this.socket.destroy();
    return this.answers.splice(0);
  }

  private async until(condition: () => boolean): Promise<void> {
    const limit = new AbortController();
    const late = pause(ANSWER_LIMIT_MS, 'late' as const, { signal: limit.signal }).catch(
      () => 'ended' as const,
    );
    while (!condition()) {
      const changed = new Promise<void>((resolve) => (this.onChange = resolve));
      if ((await Promise.race([changed, late])) === 'late')
        throw new Error(`no answer within ${ANSWER_LIMIT_MS} ms`);
    }
    limit.abort();
  }

  private read(chunk: Buffer): void {
    for (const event of this.decoder.push(chunk))
      if (event.kind === 'frame') this.answers.push(acknowledgementCode(event.payload));
    this.onChange();
  }
}

function acknowledgementCode(payload: Buffer): string {
  return /\rMSA.(\w{2})/.exec(payload.toString('latin1'))?.[1] ?? 'no MSA';
}
