import { type FrameEvent } from '../frame/frame-event';
import { type Reply } from './frame-handler';

/** A frame, or one part of a frame above the limit. */
export type Unit = Exclude<FrameEvent, { kind: 'noise' }>;

interface Started {
  bytes: number;
  reply: Promise<Reply | undefined>;
}

export interface FrameQueueOptions {
  /** Units handed over and not answered. */
  maxStarted: number;
  /** Never rejects. */
  handle: (unit: Unit) => Promise<Reply | undefined>;
}

/** What a connection has received and not answered, in order: handed over up to a bound, the rest of one read waiting. */
export class FrameQueue {
  private waiting: Unit[] = [];
  private readonly started: Started[] = [];
  private unansweredBytes = 0;

  constructor(private readonly options: FrameQueueOptions) {}

  get bytes(): number {
    return this.unansweredBytes;
  }

  get isEmpty(): boolean {
    return this.started.length === 0 && this.waiting.length === 0;
  }

  get hasStarted(): boolean {
    return this.started.length > 0;
  }

  /** For what another read may bring. */
  get hasRoom(): boolean {
    return this.waiting.length === 0 && this.started.length < this.options.maxStarted;
  }

  /** The reply that is due next. */
  get next(): Promise<Reply | undefined> | undefined {
    return this.started[0]?.reply;
  }

  receive(unit: Unit): void {
    this.unansweredBytes += unit.payload.length;
    this.waiting.push(unit);
  }

  /** Hands over what the bound allows, without waiting. */
  start(): void {
    const room = Math.max(0, this.options.maxStarted - this.started.length);
    for (const unit of this.waiting.splice(0, room)) {
      this.started.push({ bytes: unit.payload.length, reply: this.options.handle(unit) });
    }
  }

  /** The first is answered. */
  shift(): void {
    this.unansweredBytes -= this.started.shift()?.bytes ?? 0;
  }

  /** Forgets what was not handed over. */
  dropWaiting(): void {
    for (const unit of this.waiting) this.unansweredBytes -= unit.payload.length;
    this.waiting = [];
  }
}
