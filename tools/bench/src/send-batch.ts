import { connect } from 'node:net';

const FRAME = { begin: Buffer.of(0x0b), end: Buffer.of(0x1c, 0x0d) };

/** A batch of short results, each of a patient of its own, of about `bytes`. */
export function batchOf(bytes: number, seed: number): Buffer {
  const messages: string[] = ['FHS|^~\\&\r'];
  for (let size = 0, n = 0; size < bytes - 400; n += 1) {
    const message =
      'MSH|^~\\&|BENCH|LAB|||20240331003000||ORU^R01|||2.5\r' +
      `PID|1||${seed}-${n}\rOBR|1||||||20240331004500\rOBX|1|SN|CREATININE||80\r`;
    messages.push(message);
    size += message.length;
  }
  messages.push('FTS|1\r');
  return Buffer.from(messages.join(''));
}

export interface SendBatchOptions {
  port: number;
  /** Address to send from, so that each sender is a peer of its own. */
  localAddress: string;
  payload: Buffer;
}

/** Sends one frame over a connection of its own, and returns the time until its answer; undefined if it got none. */
export function sendBatch({ port, localAddress, payload }: SendBatchOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(undefined));
    socket.on('data', (data) => {
      if (!data.includes('MSA|AA')) return;
      resolve(performance.now() - startMs);
      socket.destroy();
    });
    socket.write(Buffer.concat([FRAME.begin, payload, FRAME.end]));
  });
}
