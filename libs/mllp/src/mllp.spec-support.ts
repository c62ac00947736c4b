import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { FrameDecoder } from './frame/frame.decoder';
import { type FrameHandler, type Reply } from './connection/frame-handler';

/** Waits for a condition. */
export async function until(condition: () => boolean, name: string, timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${name}`);
    await wait(2);
  }
}

/** A bare socket that records the received bytes and frames. */
export class RawPeer {
  readonly frames: string[] = [];
  bytes = Buffer.alloc(0);
  ended = false;
  closed = false;
  private readonly decoder = new FrameDecoder({ maxFrameBytes: 1 << 20 });

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      for (const event of this.decoder.push(chunk)) {
        if (event.kind === 'frame') this.frames.push(event.payload.toString('latin1'));
      }
    });
    socket.on('end', () => (this.ended = true));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => undefined);
  }

  static async connect(port: number, localAddress = '127.0.0.1'): Promise<RawPeer> {
    const socket = connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawPeer(socket);
  }

  write(text: string): void {
    this.socket.write(Buffer.from(text, 'latin1'));
  }

  async gets(count: number): Promise<string[]> {
    await until(() => this.frames.length >= count, `${count} frames, having ${this.frames.length}`);
    return this.frames;
  }
}

export const framed = (...payloads: string[]) => payloads.map((payload) => `\x0b${payload}\x1c\r`).join('');

/** Takes each frame and leaves the answer to the test. */
export class ManualHandler implements FrameHandler {
  readonly taken: string[] = [];
  readonly parts: { text: string; index: number; last: boolean }[] = [];
  private readonly answers: ((reply: Reply | Error) => void)[] = [];

  frame(payload: Buffer): Promise<Reply> {
    this.taken.push(payload.toString('latin1'));
    return new Promise((resolve, reject) =>
      this.answers.push((reply) => (reply instanceof Error ? reject(reply) : resolve(reply))),
    );
  }

  async oversizePart(part: { payload: Buffer; index: number; last: boolean }): Promise<Reply | undefined> {
    this.parts.push({ text: part.payload.toString('latin1'), index: part.index, last: part.last });
    return part.last ? { payload: Buffer.from('too large') } : undefined;
  }

  async takes(count: number): Promise<string[]> {
    await until(() => this.taken.length >= count, `${count} frames to be taken, having ${this.taken.length}`);
    return this.taken;
  }

  answer(index: number, reply: Reply | Error = { payload: Buffer.from(`ack ${this.taken[index]}`) }): void {
    this.answers[index]?.(reply);
  }
}

export const echo: FrameHandler = {
  frame: async (payload) => ({ payload: Buffer.concat([Buffer.from('ack '), payload]) }),
};
