import { finishesWithin, fullJitterMs, pause, type BackoffOptions } from '@renwatch/timing';
import { type ByteBudget } from './connection/byte-budget';
import { Connection } from './connection/connection';
import { type CloseReason, type ConnectionEvents } from './connection/connection.events';
import { describeConnection } from './connection/connection-info';
import { type ConnectionLimits } from './connection/connection-limits';
import { type FrameHandler } from './connection/frame-handler';
import { dial, type DialTls } from './dial';

export interface DialerEvents extends ConnectionEvents {
  dialling?(): void;
  /** Not connected; dials again after `delayMs`. `reason`: a CloseReason or the system's error code. */
  retry?(retry: { attempt: number; delayMs: number; reason: CloseReason }): void;
}

export interface MllpDialerOptions extends Omit<ConnectionLimits, 'idleTimeoutMs'> {
  host: string;
  port: number;
  backoff?: BackoffOptions;
  /** Default 5 s, including the look-up of the name. */
  connectTimeoutMs?: number;
  /** Dial again after this time without bytes. Default: never, because a quiet feed is not a lost one. */
  reconnectOnSilenceMs?: number;
  /** Called for each dial, so that renewed certificates are used. Undefined: plain TCP. */
  tls?: () => DialTls;
  budget: ByteBudget;
  handler: FrameHandler;
  events?: DialerEvents;
}

export type DialerState = 'idle' | 'dialling' | 'connected' | 'waiting' | 'closed';

const DEFAULT_BACKOFF: BackoffOptions = { minMs: 100, maxMs: 5_000 };

/**
 * Keeps one connection to a peer that sends frames once it is dialled.
 *
 * States: `idle` until `start`; `dialling`; `connected`; `waiting` between attempts; `closed` after `close`. It dials
 * again without limit, whatever ended the last connection. The backoff restarts only after an answered frame, so that a
 * peer that accepts and closes at once is not hammered.
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

  /** Stops reading and dialling, and answers the frames in flight; cuts off the rest after `drainMs`. */
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
    const info = describeConnection(socket);
    this.connection = new Connection({ socket, info, limits, budget, handler, events });
    this.current = 'connected';
    if (this.stop.signal.aborted) this.connection.drain();
    return this.connection.closed.finally(() => (this.connection = undefined));
  }
}
