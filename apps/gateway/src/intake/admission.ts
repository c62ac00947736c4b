import { type FrameBounds } from './frame-bounds';

export interface AdmissionOptions {
  /** Maximum cost of all frames that are read and not yet durable. */
  maxCostBytes: number;
  /** Bounds of the records that a frame may become. */
  bounds: Pick<FrameBounds, 'growth' | 'recordsBytes'>;
}

/** Frames above this size may take long to read and write, so they never stand in the way of smaller ones. */
const SMALL_FRAME_BYTES = 64 * 1024;
/** Share of the cost that is kept for small frames. */
const SMALL_SHARE = 0.25;

/**
 * Decides when a received frame is read into records. Records take several times the memory of their frame, so what counts
 * is a frame's cost: what it may become, and once it was read, what it did become. Frames beyond the bound wait in order of
 * arrival, small ones apart from large ones. Those of one connection are read in order whatever their size.
 */
export class Admission {
  private readonly small: Lane;
  private readonly large: Lane;
  /** The last place that each connection took. */
  private readonly last = new Map<number, FramePlace>();
  /** In order of arrival. */
  private readonly places = new Map<FramePlace, number>();

  constructor(private readonly options: AdmissionOptions) {
    const { maxCostBytes } = options;
    this.small = new Lane(SMALL_SHARE * maxCostBytes);
    this.large = new Lane((1 - SMALL_SHARE) * maxCostBytes);
  }

  /** Queues a frame behind those of its connection. */
  enter(connectionId: number, frameBytes: number): FramePlace {
    const { growth, recordsBytes } = this.options.bounds;
    const lane = frameBytes > SMALL_FRAME_BYTES ? this.large : this.small;
    const costBytes = Math.min(growth * frameBytes, recordsBytes);
    const place = new FramePlace({
      ...{ lane, costBytes, before: this.last.get(connectionId) },
      onHandedOver: () => {
        if (this.last.get(connectionId) === place) this.last.delete(connectionId);
      },
      onLeft: () => this.places.delete(place),
    });
    this.last.set(connectionId, place);
    this.places.set(place, performance.now());
    return place;
  }

  /** Milliseconds since the oldest frame came that is not answered; 0 if there is none. */
  get oldestAgeMs(): number {
    const [oldestMs] = this.places.values();
    return oldestMs === undefined ? 0 : performance.now() - oldestMs;
  }

  /** Cost of the frames that are read and not yet durable. */
  get costBytes(): number {
    return this.small.usedBytes + this.large.usedBytes;
  }

  /** Number of frames that wait to be read. */
  get waiting(): number {
    return this.small.waiting + this.large.waiting;
  }
}

interface FramePlaceOptions {
  lane: Lane;
  costBytes: number;
  /** The frame of the same connection that must be handed over first. */
  before: FramePlace | undefined;
  onHandedOver: () => void;
  onLeft: () => void;
}

/** A frame's place: it waits for `turn`, is read, is `handOver`ed to the writer, and must `leave` in the end. */
export class FramePlace {
  private readonly options: Omit<FramePlaceOptions, 'before'>;
  private isHandedOver = false;
  private follow: (() => void) | undefined;
  private heldBytes = 0;
  /** Dropped once it was waited for, or the places of a connection that never pauses would form an endless chain. */
  private before: FramePlace | undefined;

  constructor({ before, ...options }: FramePlaceOptions) {
    this.options = options;
    this.before = before;
  }

  /** Resolves when the frame may be read; undefined if it may be at once, as nearly every small one. */
  turn(): Promise<void> | undefined {
    const { before } = this;
    this.before = undefined;
    if (!before || before.isHandedOver) return this.take();
    return new Promise<void>((resolve) => (before.follow = resolve)).then(() => this.take());
  }

  /** All records are with the writer: corrects the cost, and lets the connection's next frame follow. */
  handOver(recordsBytes: number): void {
    const { lane } = this.options;
    const excess = Math.max(0, this.heldBytes - recordsBytes);
    this.heldBytes -= excess;
    lane.give(excess);
    this.letFollow();
  }

  leave(): void {
    this.letFollow();
    this.options.lane.give(this.heldBytes);
    this.heldBytes = 0;
    this.options.onLeft();
  }

  private take(): Promise<void> | undefined {
    const { lane, costBytes } = this.options;
    this.heldBytes = costBytes;
    return lane.take(costBytes);
  }

  private letFollow(): void {
    if (this.isHandedOver) return;
    this.isHandedOver = true;
    this.options.onHandedOver();
    this.follow?.();
  }
}

/** Costs in use up to a bound, and those that wait for room, first come first served. */
class Lane {
  usedBytes = 0;
  private readonly queue: { bytes: number; enter: () => void }[] = [];

  constructor(private readonly maxBytes: number) {}

  get waiting(): number {
    return this.queue.length;
  }

  /** A cost above the bound enters alone. */
  take(bytes: number): Promise<void> | undefined {
    if (this.queue.length === 0 && this.hasRoom(bytes)) {
      this.usedBytes += bytes;
      return undefined;
    }
    return new Promise((enter) => this.queue.push({ bytes, enter }));
  }

  give(bytes: number): void {
    this.usedBytes -= bytes;
    for (let [first] = this.queue; first && this.hasRoom(first.bytes); [first] = this.queue) {
      this.queue.shift();
      this.usedBytes += first.bytes;
      first.enter();
    }
  }

  private hasRoom(bytes: number): boolean {
    return this.usedBytes === 0 || this.usedBytes + bytes <= this.maxBytes;
  }
}
