import { CONTROL } from './control-bytes';
import { type FrameEvent, type NoiseReason } from './frame-event';
import { restartIndex } from './restart-index';

const SAMPLE_BYTES = 64;
const FIRST_CAPACITY_BYTES = 4096;

/**
 * Cuts a byte stream into frames, in time linear in its length and in at most `maxFrameBytes` of memory.
 * - FS ends a frame at once, whatever follows: a payload cannot hold FS, and waiting for its CR would let a sender
 *   that leaves the CR out wait for its answer for ever. CR and LF between frames are skipped.
 * - VT within a frame is data, unless the frame's own opening bytes follow it: then the frame before is abandoned.
 * - A frame above the limit comes out in parts, none larger than the limit, so that nothing is dropped.
 */
export class FrameDecoder {
  private readonly maxFrameBytes: number;
  private within = false;
  private held = Buffer.alloc(0);
  private heldBytes = 0;
  private parts = 0;

  constructor(options: { maxFrameBytes: number }) {
    this.maxFrameBytes = options.maxFrameBytes;
  }

  get isWithinFrame(): boolean {
    return this.within;
  }

  /** Bytes of a frame that is not complete yet. */
  get bufferedBytes(): number {
    return this.heldBytes;
  }

  /** The payloads given out may share the chunk's memory. */
  push(chunk: Buffer): FrameEvent[] {
    const events: FrameEvent[] = [];
    let at = 0;
    while (at < chunk.length)
      at = this.within ? this.readFrame(chunk, at, events) : this.skip(chunk, at, events);
    return events;
  }

  /** The stream is over: a frame that is not complete is no frame. */
  end(): FrameEvent[] {
    const events: FrameEvent[] = [];
    if (this.within) events.push(noise('unfinished', this.held.subarray(0, this.heldBytes)));
    this.reset();
    return events;
  }

  private skip(chunk: Buffer, at: number, events: FrameEvent[]): number {
    const start = chunk.indexOf(CONTROL.VT, at);
    const stop = start < 0 ? chunk.length : start;
    const skipped = noise('between-frames', chunk.subarray(at, stop));
    if (skipped.bytes > 0) events.push(skipped);
    if (start < 0) return stop;
    this.within = true;
    return start + 1;
  }

  private readFrame(chunk: Buffer, at: number, events: FrameEvent[]): number {
    const end = chunk.indexOf(CONTROL.FS, at);
    const stop = end < 0 ? chunk.length : end;
    const piece = chunk.subarray(at, stop);
    if (end >= 0 && this.heldBytes === 0 && this.parts === 0 && piece.length <= this.maxFrameBytes) {
      this.reset();
      pushFrame(piece, events);
      return end + 1;
    }
    this.hold(piece, events);
    if (end < 0) return stop;
    const payload = this.held.subarray(0, this.heldBytes);
    if (this.parts > 0) events.push({ kind: 'oversize-part', payload, index: this.parts, last: true });
    else pushFrame(payload, events);
    this.reset();
    return end + 1;
  }

  /** A part goes out only when a byte follows it, so that a frame's last part is never empty. */
  private hold(piece: Buffer, events: FrameEvent[]): void {
    for (let at = 0; at < piece.length;) {
      if (this.heldBytes === this.maxFrameBytes) {
        const payload = this.held.subarray(0, this.heldBytes);
        events.push({ kind: 'oversize-part', payload, index: this.parts, last: false });
        this.parts += 1;
        this.held = Buffer.alloc(0);
        this.heldBytes = 0;
      }
      const count = Math.min(this.maxFrameBytes - this.heldBytes, piece.length - at);
      this.reserve(this.heldBytes + count);
      piece.copy(this.held, this.heldBytes, at, at + count);
      this.heldBytes += count;
      at += count;
    }
  }

  /** Doubling keeps the copying linear, and one buffer in place of many small ones keeps the memory bounded. */
  private reserve(bytes: number): void {
    if (bytes <= this.held.length) return;
    const capacity = Math.min(
      Math.max(FIRST_CAPACITY_BYTES, 2 * this.held.length, bytes),
      this.maxFrameBytes,
    );
    const larger = Buffer.allocUnsafeSlow(capacity);
    this.held.copy(larger, 0, 0, this.heldBytes);
    this.held = larger;
  }

  private reset(): void {
    this.within = false;
    this.held = Buffer.alloc(0);
    this.heldBytes = 0;
    this.parts = 0;
  }
}

function pushFrame(payload: Buffer, events: FrameEvent[]): void {
  const start = restartIndex(payload);
  if (start > 1) events.push(noise('abandoned', payload.subarray(0, start - 1)));
  events.push({ kind: 'frame', payload: payload.subarray(start) });
}

function noise(reason: NoiseReason, bytes: Buffer): Extract<FrameEvent, { kind: 'noise' }> {
  let count = 0;
  for (const byte of bytes) if (byte !== CONTROL.CR && byte !== CONTROL.LF) count += 1;
  return { kind: 'noise', reason, bytes: count, sample: Buffer.from(bytes.subarray(0, SAMPLE_BYTES)) };
}
