import { CONTROL } from './control-bytes';
import { type FrameEvent, type NoiseReason } from './frame-event';

const SAMPLE_BYTES = 64;
const FIRST_CAPACITY_BYTES = 4096;
/** Most bytes outside any frame that are kept together. */
const STRAY_BYTES = 16 * 1024;
/** `MSH|`: enough to recognise a frame that begins again. */
const OPENING_BYTES = 4;

/**
 * Cuts a byte stream into frames, in time linear in its length and in at most `maxFrameBytes` of memory.
 * - FS ends a frame if CR, LF or VT follows; before any other byte it is data. As the last byte so far it may be
 *   either: `awaitsTerminator` is true until the next byte, or until `endFrame`, for senders that leave out CR.
 * - CR and LF between frames are skipped. Other bytes there are noise, and returned as `stray` when they end.
 * - VT within a frame is data, unless the frame's own opening bytes follow it: then the sender began again.
 * - A frame above the limit is returned in parts, none larger than the limit, so that nothing is dropped.
 */
export class FrameDecoder {
  private readonly maxFrameBytes: number;
  private within = false;
  private held = Buffer.alloc(0);
  private heldBytes = 0;
  private parts = 0;
  private begun = 0;
  private endsWithFs = false;
  private stray: Buffer[] = [];
  private strayBytes = 0;

  constructor(options: { maxFrameBytes: number }) {
    this.maxFrameBytes = options.maxFrameBytes;
  }

  get isWithinFrame(): boolean {
    return this.within;
  }

  /** Number of frames begun, where each part of an oversize frame counts as one. */
  get framesBegun(): number {
    return this.begun;
  }

  /** True after FS, while the next byte decides whether it ended the frame. */
  get awaitsTerminator(): boolean {
    return this.endsWithFs;
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

  /** Ends a frame whose last byte so far is FS. */
  endFrame(): FrameEvent[] {
    const events: FrameEvent[] = [];
    if (this.endsWithFs) this.emitHeld(events);
    return events;
  }

  /** Ends the stream: a frame that FS does not end is noise. */
  end(): FrameEvent[] {
    const events = this.endFrame();
    this.emitStray(events);
    if (this.within) events.push(noise('unfinished', this.held.subarray(0, this.heldBytes)));
    this.reset();
    return events;
  }

  private skip(chunk: Buffer, at: number, events: FrameEvent[]): number {
    const start = chunk.indexOf(CONTROL.VT, at);
    const stop = start < 0 ? chunk.length : start;
    const bytes = chunk.subarray(at, stop);
    const skipped = noise('between-frames', bytes);
    if (skipped.bytes > 0) events.push(skipped);
    this.keepStray(this.strayBytes > 0 ? bytes : withoutLineEnds(bytes), events);
    if (start < 0) return stop;
    this.emitStray(events);
    this.within = true;
    this.begun += 1;
    return start + 1;
  }

  private keepStray(bytes: Buffer, events: FrameEvent[]): void {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + STRAY_BYTES - this.strayBytes);
      this.stray.push(Buffer.from(piece));
      this.strayBytes += piece.length;
      at += piece.length;
      if (this.strayBytes === STRAY_BYTES) this.emitStray(events);
    }
  }

  private emitStray(events: FrameEvent[]): void {
    if (this.strayBytes > 0) events.push({ kind: 'stray', payload: Buffer.concat(this.stray) });
    this.stray = [];
    this.strayBytes = 0;
  }

  private readFrame(chunk: Buffer, at: number, events: FrameEvent[]): number {
    if (this.endsWithFs) return this.afterFs(chunk, at, events);
    const end = endIndex(chunk, at);
    const piece = chunk.subarray(at, end);
    const isWhole = end + 1 < chunk.length;
    if (isWhole && this.heldBytes === 0 && this.parts === 0 && piece.length <= this.maxFrameBytes) {
      this.reset();
      pushFrame(piece, events);
      return end + 1;
    }
    this.hold(piece, events);
    if (isWhole) this.emitHeld(events);
    else this.endsWithFs = end < chunk.length;
    return end + 1;
  }

  /** Reads the first byte after an FS that ended a chunk. */
  private afterFs(chunk: Buffer, at: number, events: FrameEvent[]): number {
    if (isTerminator(chunk[at])) this.emitHeld(events);
    else {
      this.endsWithFs = false;
      this.hold(Buffer.of(CONTROL.FS), events);
    }
    return at;
  }

  private emitHeld(events: FrameEvent[]): void {
    const payload = this.held.subarray(0, this.heldBytes);
    if (this.parts > 0) events.push({ kind: 'oversize-part', payload, index: this.parts, last: true });
    else pushFrame(payload, events);
    this.reset();
  }

  /** Emits a part only when a byte follows it, so that the last part is never empty. */
  private hold(piece: Buffer, events: FrameEvent[]): void {
    for (let at = 0; at < piece.length;) {
      if (this.heldBytes === this.maxFrameBytes) {
        const payload = this.held.subarray(0, this.heldBytes);
        events.push({ kind: 'oversize-part', payload, index: this.parts, last: false });
        this.parts += 1;
        this.begun += 1;
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
    this.endsWithFs = false;
    this.held = Buffer.alloc(0);
    this.heldBytes = 0;
    this.parts = 0;
  }
}

/** Finds the FS that ends the frame, or that is the last byte; the chunk's length if there is none. */
function endIndex(chunk: Buffer, from: number): number {
  let end = chunk.indexOf(CONTROL.FS, from);
  while (end >= 0 && end + 1 < chunk.length && !isTerminator(chunk[end + 1]))
    end = chunk.indexOf(CONTROL.FS, end + 1);
  return end < 0 ? chunk.length : end;
}

const isTerminator = (byte: number | undefined): boolean =>
  byte === CONTROL.CR || byte === CONTROL.LF || byte === CONTROL.VT;

function pushFrame(payload: Buffer, events: FrameEvent[]): void {
  const start = restartIndex(payload);
  if (start > 1) events.push(noise('abandoned', payload.subarray(0, start - 1)));
  events.push({ kind: 'frame', payload: payload.subarray(start) });
}

function withoutLineEnds(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== CONTROL.CR && byte !== CONTROL.LF);
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start);
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
