import { finishesWithin, fullJitterMs, pause, type BackoffOptions } from '@renwatch/timing';
import { type ByteBudget } from '../connection/byte-budget';
import { Connection } from '../connection/connection';
import { type CloseReason, type ConnectionEvents } from '../connection/connection-events';
import { nextConnectionId } from '../connection/connection-id';
import { type ConnectionLimits } from '../connection/connection-limits';
import { type FrameHandler } from '../connection/frame-handler';
import { peerName } from '../connection/peer-name';
import { dial, type DialTls } from './dial';

export interface DialerEvents extends ConnectionEvents {
  dialling?(): void;
  /** Not connected; dialled again after `delayMs`. `reason`: a CloseReason or the system's error code. */
  retry?(retry: { attempt: number; delayMs: number; reason: CloseReason }): void;
}

export interface MllpDialerOptions extends Omit<ConnectionLimits, 'idleTimeoutMs'> {
  host: string;
  port: number;
  backoff?: BackoffOptions;
  /** Default 5 s, the look-up of the name included. */
  connectTimeoutMs?: number;
  /** Nothing received for so long: closed and dialled anew. Default: never, for a quiet feed is no lost one. */
  reconnectOnSilenceMs?: number;
  /** Asked each time it dials, so that renewed certificates are used. Undefined: plain. */
  tls?: () => DialTls;
  budget: ByteBudget;
  handler: FrameHandler;
  events?: DialerEvents;
}

export type DialerState = 'idle' | 'dialling' | 'connected' | 'waiting' | 'closed';

const DEFAULT_BACKOFF: BackoffOptions = { minMs: 100, maxMs: 5_000 };

/**
 * Keeps one connection to a peer that sends frames once it is dialled. Dials again for ever, whatever ended the last
 * connection: closed, refused, not resolved. The backoff starts anew only after a frame was answered, so that a peer
 * that accepts and closes at once is not hammered.
 */
export class MllpDialer {
  private current: DialerState = 'idle';
  private connection: Connection | undefined;
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: MllpDialerOptions) {}

  get state(): DialerState {
    return this.current;
  }

  start(): void {
    if (!this.stop.signal.aborted) this.running ??= this.run();
  }

  /** Reads no more, answers what is in flight, and dials no more; what is left after `drainMs` is cut off. */
  close(options: { drainMs: number }): Promise<void> {
    this.closing ??= this.shutDown(options.drainMs);
    return this.closing;
  }

  private async shutDown(drainMs: number): Promise<void> {
    this.stop.abort();
    this.connection?.drain();
    if (await finishesWithin(this.running ?? Promise.resolve(), drainMs)) return;
    this.connection?.destroy();
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    const { backoff = DEFAULT_BACKOFF, events } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const { reason, answered } = await this.connectOnce();
      if (signal.aborted) break;
      if (answered > 0) attempt = 1;
      const delayMs = fullJitterMs(attempt, backoff);
      this.current = 'waiting';
      events?.retry?.({ attempt, delayMs, reason });
      await pause(delayMs, signal);
      if (signal.aborted) break;
    }
    this.current = 'closed';
  }

  private async connectOnce(): Promise<{ reason: CloseReason; answered: number }> {
    const { budget, handler, events = {}, host, port, tls, connectTimeoutMs = 5_000 } = this.options;
    this.current = 'dialling';
    events.dialling?.();
    const dialled = await dial({ host, port, tls: tls?.(), connectTimeoutMs, signal: this.stop.signal }).then(
      (socket) => ({ socket }),
      (error: NodeJS.ErrnoException) => ({ reason: error.code ?? 'socket-error' }),
    );
    if ('reason' in dialled) return { ...dialled, answered: 0 };
    const { socket } = dialled;
    const { reconnectOnSilenceMs, ...rest } = this.options;
    const limits: ConnectionLimits =
      reconnectOnSilenceMs === undefined ? rest : { ...rest, idleTimeoutMs: reconnectOnSilenceMs };
    const info = { id: nextConnectionId(), peer: peerName(socket), openedAt: new Date() };
    this.connection = new Connection({ socket, info, limits, budget, handler, events });
    this.current = 'connected';
    if (this.stop.signal.aborted) this.connection.drain();
    return this.connection.closed.finally(() => (this.connection = undefined));
  }
}
