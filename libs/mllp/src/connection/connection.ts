import { type Socket } from 'node:net';
import { encodeFrame } from '../frame/encode-frame';
import { FrameDecoder } from '../frame/frame.decoder';
import { type FrameEvent } from '../frame/frame-event';
import { type BudgetWaiter, type ByteBudget } from './byte-budget';
import { type CloseReason, type ConnectionEvents } from './connection.events';
import { type ConnectionInfo } from './connection-info';
import { type ConnectionLimits, type ResolvedLimits, resolveLimits } from './connection-limits';
import { DeliveryWatch } from './delivery-watch';
import { type FrameHandler, type Reply } from './frame-handler';
import { FrameQueue, type Unit } from './frame-queue';
import { FrameTimer } from './frame-timer';
import { ReplyWriter } from './reply-writer';

export interface ConnectionOptions {
  /** Connected, with `allowHalfOpen`, so that a peer that has finished sending still gets its replies. */
  socket: Socket;
  info: ConnectionInfo;
  limits: ConnectionLimits;
  budget: ByteBudget;
  handler: FrameHandler;
  events: ConnectionEvents;
}

/** Share of the time for a frame that is left while everybody else waits for it. */
const EXCLUSIVE_SHARE = 0.25;

/**
 * One connection, accepted or dialled. Hands frames to the handler in order, sends replies in order, and reads no more
 * than the limits and the shared budget allow.
 *
 * It is open until it closes for a reason: `drain` (answers the frames that the handler has), the peer's FIN (answers all
 * frames), a fault, or a time-out. `finish` then sends FIN after the written replies and gives the peer `closeGraceMs`.
 */
export class Connection {
  /** Resolves when the socket is closed and no handler call is running. */
  readonly closed: Promise<{
    reason: CloseReason;
    /** Also counts frames that need no answer. */
    answered: number;
  }>;
  private readonly limits: ResolvedLimits;
  private readonly decoder: FrameDecoder;
  private readonly writer: ReplyWriter;
  private readonly watchdog = new Watchdog((reason) => this.finish(reason));
  private readonly delivery: DeliveryWatch;
  private readonly frameTimer: FrameTimer;
  private readonly exclusiveTimer: FrameTimer;
  private readonly reader: BudgetWaiter = {
    isStuck: () => this.decoder.isWithinFrame && this.queue.isEmpty,
    resume: () => this.regulate(),
  };
  private readonly queue: FrameQueue;
  private heardAtMs = performance.now();
  private isWaiting = false;
  private accountedBytes = 0;
  private noiseBytes = 0;
  private answered = 0;
  private writing = false;
  private inputEnded = false;
  private draining = false;
  private reason: CloseReason | undefined;
  private socketClosed = false;
  private terminatorTimer: NodeJS.Timeout | undefined;
  private graceTimer: NodeJS.Timeout | undefined;
  private resolveClosed: (outcome: { reason: CloseReason; answered: number }) => void = () => undefined;

  constructor(private readonly options: ConnectionOptions) {
    const { socket, limits, info, events } = options;
    this.limits = resolveLimits(limits);
    this.decoder = new FrameDecoder({ maxFrameBytes: this.limits.maxFrameBytes });
    this.queue = new FrameQueue({
      maxStarted: this.limits.maxPendingFramesPerConnection,
      handle: (unit) => this.handle(unit),
    });
    this.writer = new ReplyWriter(socket);
    this.delivery = new DeliveryWatch({
      socket,
      timeoutMs: this.limits.stallTimeoutMs,
      onLost: () => this.finish('stalled'),
    });
    const onExpired = () => this.finish('slow-frame');
    const { frameTimeoutMs } = this.limits;
    this.frameTimer = new FrameTimer({ limitMs: frameTimeoutMs, onExpired });
    this.exclusiveTimer = new FrameTimer({ limitMs: EXCLUSIVE_SHARE * frameTimeoutMs, onExpired });
    this.closed = new Promise((resolve) => (this.resolveClosed = resolve));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, this.limits.keepAliveMs);
    socket.on('data', (chunk) => this.onData(chunk));
    socket.on('end', () => this.onEnd());
    socket.on('error', (error: NodeJS.ErrnoException) => (this.reason ??= error.code ?? 'socket-error'));
    socket.on('close', () => this.onClose());
    events.connected?.(info);
    this.regulate();
  }

  /** Stops reading, answers the frames that the handler has, then closes. The sender resends the others. */
  drain(): void {
    if (this.draining) return;
    this.draining = true;
    this.dropUnread();
    this.options.socket.pause();
    this.finishWhenAnswered();
    this.regulate();
  }

  /** Closes at once, without answering. */
  destroy(reason: CloseReason = 'shutdown'): void {
    this.reason ??= reason;
    this.options.socket.destroy();
  }

  /** Time since the last byte arrived; undefined while a frame is unanswered. */
  get quietMs(): number | undefined {
    return this.queue.isEmpty ? performance.now() - this.heardAtMs : undefined;
  }

  private onData(chunk: Buffer): void {
    if (this.isClosing) return;
    this.delivery.heard();
    this.heardAtMs = performance.now();
    for (const event of this.decoder.push(chunk)) this.accept(event);
    this.account();
    this.startFrames();
    this.awaitTerminator();
    if (this.noiseBytes > this.limits.maxNoiseBytes) this.finish('noise');
    this.regulate();
  }

  private accept(event: FrameEvent): void {
    const { events, info } = this.options;
    if (event.kind === 'noise') {
      if (event.reason === 'between-frames') this.noiseBytes += event.bytes;
      events.noise?.(info, event);
      return;
    }
    if (event.kind !== 'stray') this.noiseBytes = 0;
    this.queue.receive(event);
  }

  /** Ends a frame that a sender leaves without CR. Bytes that wait in a paused socket may hold it still. */
  private awaitTerminator(): void {
    clearTimeout(this.terminatorTimer);
    if (!this.decoder.awaitsTerminator) return;
    this.terminatorTimer = setTimeout(() => {
      if (this.isClosing) return;
      if (this.options.socket.isPaused()) return this.awaitTerminator();
      for (const event of this.decoder.endFrame()) this.accept(event);
      this.account();
      this.startFrames();
      this.regulate();
    }, this.limits.terminatorWaitMs);
  }

  private startFrames(): void {
    this.queue.start();
    void this.writeReplies();
  }

  private async handle(unit: Unit): Promise<Reply | undefined> {
    const { events, info, handler } = this.options;
    try {
      if (unit.kind === 'frame') {
        events.frame?.(info, unit.payload.length);
        const reply = await handler.frame(unit.payload, info);
        if (!reply) this.answered += 1;
        return reply;
      }
      if (unit.kind === 'stray') return await handler.stray?.(unit.payload, info);
      events.oversize?.(info, { index: unit.index, last: unit.last, bytes: unit.payload.length });
      if (!handler.oversizePart) return { close: true, reason: 'frame-too-large' };
      return await handler.oversizePart(unit, info);
    } catch (error) {
      events.handlerFailed?.(info, error);
      return { close: true, reason: 'handler-failed' };
    }
  }

  private async writeReplies(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    for (let reply = this.queue.next; reply; reply = this.queue.next) {
      await this.answer(await reply);
      this.queue.shift();
      this.account();
      if (!this.isClosing) this.queue.start();
      this.regulate();
    }
    this.writing = false;
    this.finishWhenAnswered();
    this.settle();
  }

  private async answer(reply: Reply | undefined): Promise<void> {
    if (!reply || this.isClosing) return;
    if ('close' in reply) {
      this.finish(reply.reason);
      return;
    }
    const bytes = encodeFrame(reply.payload);
    const { replyHalfWritten } = this.options.events;
    const written = this.writer.write(replyHalfWritten ? await this.writeHalf(bytes) : bytes);
    this.regulate();
    await written;
    if (!this.isClosing) this.delivery.wrote();
    this.answered += 1;
  }

  /** Writes the first half of a reply and returns the second. */
  private async writeHalf(bytes: Buffer): Promise<Buffer> {
    const { events, info } = this.options;
    const middle = bytes.length >> 1;
    await this.writer.write(bytes.subarray(0, middle));
    this.writer.flush();
    events.replyHalfWritten?.(info);
    return bytes.subarray(middle);
  }

  private onEnd(): void {
    this.inputEnded = true;
    this.reportUnfinished();
    if (!this.isClosing) this.startFrames();
    this.finishWhenAnswered();
    this.regulate();
  }

  private finishWhenAnswered(): void {
    if (!this.queue.isEmpty) return;
    if (this.draining) this.finish('shutdown');
    else if (this.inputEnded) this.finish('peer-closed');
  }

  /** Sends FIN after the written replies, and discards input: a reset could cost the peer its last replies. */
  private finish(reason: CloseReason): void {
    if (this.isClosing) return;
    this.reason = reason;
    this.delivery.end();
    this.dropUnread();
    this.regulate();
    this.options.socket.end();
    this.options.socket.resume();
    this.graceTimer = setTimeout(() => this.options.socket.destroy(), this.limits.closeGraceMs);
  }

  private onClose(): void {
    clearTimeout(this.graceTimer);
    this.delivery.end();
    this.socketClosed = true;
    this.reason ??= 'peer-closed';
    this.dropUnread();
    this.regulate();
    this.options.events.disconnected?.(this.options.info, this.reason);
    this.settle();
  }

  private get isClosing(): boolean {
    return this.reason !== undefined || this.socketClosed;
  }

  private settle(): void {
    if (!this.socketClosed || this.queue.hasStarted) return;
    this.resolveClosed({ reason: this.reason ?? 'peer-closed', answered: this.answered });
  }

  private reportUnfinished(): void {
    for (const event of this.decoder.end()) this.accept(event);
    this.account();
  }

  private dropUnread(): void {
    clearTimeout(this.terminatorTimer);
    this.reportUnfinished();
    this.queue.dropWaiting();
    this.account();
  }

  /** Reports the bytes in memory of this connection to the budget. */
  private account(): void {
    const change = this.decoder.bufferedBytes + this.queue.bytes - this.accountedBytes;
    this.accountedBytes += change;
    if (change > 0) this.options.budget.take(change);
    else this.options.budget.give(-change);
  }

  /** Starts or stops reading, and watches for a peer that stalls or idles. */
  private regulate(): void {
    const { socket, budget } = this.options;
    if (this.isClosing || this.draining || this.inputEnded) {
      budget.leave(this.reader);
      this.timeFrame(false);
      this.watchdog.watch(!this.isClosing && this.writer.isWaiting ? this.stall : undefined);
      return;
    }
    const { hasRoom } = this.queue;
    const reads = hasRoom && budget.mayRead(this.reader);
    if (reads) socket.resume();
    else socket.pause();
    this.watchdog.watch(this.expected(reads));
    this.timeFrame(reads);
    if (hasRoom && !reads) this.waitForBudget();
    else this.isWaiting = false;
  }

  private waitForBudget(): void {
    const { budget, events, info } = this.options;
    const isNew = !this.isWaiting;
    this.isWaiting = true;
    const scope = budget.wait(this.reader);
    if (isNew && scope) events.waiting?.(info, scope);
  }

  private timeFrame(reads: boolean): void {
    const { isWithinFrame, framesBegun } = this.decoder;
    const frame = reads && isWithinFrame ? framesBegun : undefined;
    this.frameTimer.watch(frame);
    this.exclusiveTimer.watch(this.options.budget.isExclusive(this.reader) ? frame : undefined);
  }

  private expected(reads: boolean): { reason: CloseReason; ms: number } | undefined {
    if (this.writer.isWaiting) return this.stall;
    if (!reads) return undefined;
    if (this.decoder.isWithinFrame) return this.stall;
    const { idleTimeoutMs } = this.limits;
    if (idleTimeoutMs === undefined || this.queue.hasStarted) return undefined;
    return { reason: 'idle', ms: idleTimeoutMs };
  }

  private get stall(): { reason: CloseReason; ms: number } {
    return { reason: 'stalled', ms: this.limits.stallTimeoutMs };
  }
}

/** One timer, re-armed with the reason it waits for; `undefined` waits for nothing. */
class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private reason: CloseReason | undefined;

  constructor(private readonly onExpired: (reason: CloseReason) => void) {}

  watch(waitFor: { reason: CloseReason; ms: number } | undefined): void {
    if (waitFor && waitFor.reason === this.reason) {
      this.timer?.refresh();
      return;
    }
    clearTimeout(this.timer);
    this.reason = waitFor?.reason;
    this.timer = waitFor && setTimeout(() => this.onExpired(waitFor.reason), waitFor.ms);
  }
}
