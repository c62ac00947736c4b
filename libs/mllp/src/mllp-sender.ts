import { type Socket } from 'node:net';
import { dial, type DialTls } from './dial';
import { encodeFrame } from './frame/encode-frame';
import { FrameDecoder } from './frame/frame.decoder';
import { MllpSendError } from './mllp-send.error';

export interface MllpSenderOptions {
  host: string;
  port: number;
  /** Longest time from sending a payload to its answer. */
  ackTimeoutMs: number;
  /** Mutual TLS; plain TCP if absent. */
  tls?: DialTls;
  /** Default 5 s. */
  connectTimeoutMs?: number;
  /** Maximum number of unanswered payloads; more are refused. Default 1,024. */
  maxUnanswered?: number;
  /** Default 64 KiB. */
  maxAckBytes?: number;
}

interface Waiting {
  resolve(ack: Buffer): void;
  reject(error: MllpSendError): void;
  timer: NodeJS.Timeout;
}

/**
 * The sending side of a connection. Answers are matched in order. A late answer would match the next payload, so a
 * time-out, or an answer without a payload, closes the connection.
 */
export class MllpSender {
  private socket: Socket | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly stop = new AbortController();

  constructor(private readonly options: MllpSenderOptions) {}

  get isConnected(): boolean {
    return this.socket !== undefined;
  }

  /** Connects, also after a lost connection. @throws MllpSendError */
  async connect(): Promise<void> {
    if (this.socket) return;
    const { host, port, tls, connectTimeoutMs = 5_000, maxAckBytes = 64 * 1024 } = this.options;
    const socket = await dial({ host, port, tls, connectTimeoutMs, signal: this.stop.signal }).catch(
      (cause: unknown) => {
        throw new MllpSendError((cause as NodeJS.ErrnoException).code ?? 'socket-error', { cause });
      },
    );
    const decoder = new FrameDecoder({ maxFrameBytes: maxAckBytes });
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.onData(chunk, decoder));
    socket.on('end', () => this.lose('closed', socket));
    socket.on('error', (error: NodeJS.ErrnoException) => this.lose(error.code ?? 'socket-error', socket));
    socket.on('close', () => this.lose('closed', socket));
    this.socket = socket;
    socket.resume();
  }

  /** Sends a payload and returns its answer's payload. Several may be in flight. @throws MllpSendError */
  send(payload: Uint8Array): Promise<Buffer> {
    const { socket } = this;
    const { ackTimeoutMs, maxUnanswered = 1_024 } = this.options;
    if (!socket) return Promise.reject(new MllpSendError('closed'));
    if (this.waiting.length >= maxUnanswered) return Promise.reject(new MllpSendError('full'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.lose('timeout'), ackTimeoutMs);
      this.waiting.push({ resolve, reject, timer });
      socket.write(encodeFrame(payload));
    });
  }

  /** Rejects the unanswered payloads and closes. */
  close(): void {
    this.stop.abort();
    this.lose('closed');
  }

  private onData(chunk: Buffer, decoder: FrameDecoder): void {
    // An answer holds no FS as data, so one without CR need not wait for it.
    for (const event of [...decoder.push(chunk), ...decoder.endFrame()]) {
      const first = event.kind === 'frame' ? this.waiting.shift() : undefined;
      if (event.kind !== 'frame' || !first) {
        this.lose('protocol');
        return;
      }
      clearTimeout(first.timer);
      first.resolve(event.payload);
    }
  }

  private lose(reason: string, socket = this.socket): void {
    if (!socket || socket !== this.socket) return;
    this.socket = undefined;
    socket.destroy();
    for (const { timer, reject } of this.waiting.splice(0)) {
      clearTimeout(timer);
      reject(new MllpSendError(reason));
    }
  }
}
