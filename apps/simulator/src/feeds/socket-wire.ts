import { type Socket } from 'node:net';
import { AnswerDecoder, type DecodedAnswer } from '../session/answer.decoder';
import { type Wire, type WireAnswer } from '../session/wire.port';

const MAX_ANSWER_BYTES = 64 * 1024;

export interface SocketWireOptions {
  socket: Socket;
  /** Called once, when either side closes the connection. */
  onClose: (reason: string) => void;
}

/** A TCP connection as a session sees it. Bytes that arrive while no answer is due close it. */
export class SocketWire implements Wire {
  private readonly controller = new AbortController();
  private waiting: { decoder: AnswerDecoder; resolve(answer: WireAnswer): void } | undefined;

  constructor(private readonly options: SocketWireOptions) {
    const { socket } = options;
    socket.on('data', (chunk: Buffer) => this.onData(chunk));
    socket.on('end', () => this.close('closed by the peer'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.close(error.code ?? 'socket error'));
    socket.on('close', () => this.close('closed by the peer'));
  }

  get closed(): AbortSignal {
    return this.controller.signal;
  }

  write(bytes: Buffer): void {
    if (!this.closed.aborted) this.options.socket.write(bytes);
  }

  answer(timeoutMs: number): Promise<WireAnswer> {
    if (this.closed.aborted) return Promise.resolve({ kind: 'closed' });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle({ kind: 'silence' }), timeoutMs);
      this.waiting = {
        decoder: new AnswerDecoder({ maxBytes: MAX_ANSWER_BYTES }),
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
      };
    });
  }

  close(reason: string): void {
    if (this.closed.aborted) return;
    this.controller.abort();
    this.settle({ kind: 'closed' });
    this.options.socket.destroy();
    this.options.onClose(reason);
  }

  private onData(chunk: Buffer): void {
    if (this.closed.aborted) return;
    if (!this.waiting) {
      this.close('unexpected bytes: no answer was due');
      return;
    }
    const decoded: DecodedAnswer = this.waiting.decoder.push(chunk);
    if (decoded.kind !== 'incomplete') this.settle(decoded);
  }

  private settle(answer: WireAnswer): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(answer);
  }
}
