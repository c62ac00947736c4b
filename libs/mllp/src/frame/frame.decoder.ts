import { CONTROL } from './control-bytes';
import { type FrameEvent, type NoiseReason } from './frame-event';

const SAMPLE_BYTES = 64;
const FIRST_CAPACITY_BYTES = 4096;
/** `MSH|`: enough to recognise a frame that begins again. */
const OPENING_BYTES = 4;

/**
 * Cuts a byte stream into frames, in time linear in its length and in at most `maxFrameBytes` of memory.
 * - FS ends a frame at once, whatever follows: a payload cannot hold FS, and a sender that leaves out CR would otherwise
 *   never get its answer. CR and LF between frames are skipped.
 * - VT within a frame is data, unless the frame's own opening bytes follow it: then the sender began again.
 * - A frame above the limit is returned in parts, none larger than the limit, so that nothing is dropped.
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

  /** Bytes of the incomplete frame. */
  get bufferedBytes(): number {
    return this.heldBytes;
  }

  /** Decodes a chunk. Payloads may share its memory. */
  push(chunk: Buffer): FrameEvent[] {
    const events: FrameEvent[] = [];
    let at = 0;
    while (at < chunk.length)
      at = this.within ? this.readFrame(chunk, at, events) : this.skip(chunk, at, events);
    return events;
  }

  /** Ends the stream: an incomplete frame is noise. */
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

  /** Emits a part only when a byte follows it, so that the last part is never empty. */
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

  /** Doubles the one buffer: copying stays linear, and memory bounded. */
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

/**
 * Finds the last beginning of a payload: 0, or the index after a VT that is followed by the payload's own opening bytes.
 * There, the sender gave a frame up and began again. Any other VT is data: word processors use it as a line break, and
 * it reaches free text.
 */
function restartIndex(payload: Buffer): number {
  for (let at = payload.lastIndexOf(CONTROL.VT); at >= 0; at = payload.lastIndexOf(CONTROL.VT, at - 1)) {
    const length = Math.min(OPENING_BYTES, at);
    const after = at + 1;
    if (payload.compare(payload, 0, length, after, Math.min(after + length, payload.length)) === 0)
      return after;
    if (at === 0) break;
  }
  return 0;
}
