import { type FrameEvent } from '../frame/frame-event';
import { type Reply } from './frame-handler';

/** A frame, one part of an oversize frame, or bytes outside any frame. */
export type Unit = Exclude<FrameEvent, { kind: 'noise' }>;

interface Started {
  bytes: number;
  reply: Promise<Reply | undefined>;
}

export interface FrameQueueOptions {
  /** Maximum number of units handed over and not answered. */
  maxStarted: number;
  /** Never rejects. */
  handle: (unit: Unit) => Promise<Reply | undefined>;
}

/** Received and unanswered units of a connection, in order. Up to a bound are handed over; the rest of one read waits. */
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

  /** True if another read may bring more. */
  get hasRoom(): boolean {
    return this.waiting.length === 0 && this.started.length < this.options.maxStarted;
  }

  /** The next reply to send. */
  get next(): Promise<Reply | undefined> | undefined {
    return this.started[0]?.reply;
  }

  receive(unit: Unit): void {
    this.unansweredBytes += unit.payload.length;
    this.waiting.push(unit);
  }

  /** Hands over as many units as the bound allows, without waiting. */
  start(): void {
    const room = Math.max(0, this.options.maxStarted - this.started.length);
    for (const unit of this.waiting.splice(0, room)) {
      this.started.push({ bytes: unit.payload.length, reply: this.options.handle(unit) });
    }
  }

  /** Removes the first unit, which is answered. */
  shift(): void {
    this.unansweredBytes -= this.started.shift()?.bytes ?? 0;
  }

  /** Drops the units that were not handed over. */
  dropWaiting(): void {
    for (const unit of this.waiting) this.unansweredBytes -= unit.payload.length;
    this.waiting = [];
  }
}
