export interface LetterLimitsOptions {
  /** Maximum bytes of the letters that are stored in an hour. */
  maxBytesPerHour: number;
  nowMs: () => number;
}

/** `repeat`: the same letter was stored often enough. `over-budget`: the hour's bytes are used up. */
export const LETTER_REFUSALS = ['repeat', 'over-budget'] as const;
export type LetterRefusal = (typeof LETTER_REFUSALS)[number];

const HOUR_MS = 60 * 60 * 1000;
/** A replay that is refused again must be stored again; a sender that resends without end needs no more. */
const MAX_COPIES = 3;
/** Maximum number of letters whose copies are counted; those beyond it only count as bytes. */
const MAX_LETTERS = 10_000;

/**
 * Bounds the dead letters of a feed, so that no sender can fill the brokers: the bytes of an hour, and the copies of one
 * letter in that hour. Only what was stored counts.
 */
export class LetterLimits {
  private hourBeganMs = -Infinity;
  private bytes = 0;
  private readonly copies = new Map<string, number>();

  constructor(private readonly options: LetterLimitsOptions) {}

  /** Reserves the bytes of a letter; undefined if it may be stored. */
  refuse(id: string, bytes: number): LetterRefusal | undefined {
    this.beginHour();
    if ((this.copies.get(id) ?? 0) >= MAX_COPIES) return 'repeat';
    if (this.bytes + bytes > this.options.maxBytesPerHour) return 'over-budget';
    this.bytes += bytes;
    return undefined;
  }

  stored(id: string): void {
    const copies = this.copies.get(id);
    if (copies !== undefined || this.copies.size < MAX_LETTERS) this.copies.set(id, (copies ?? 0) + 1);
  }

  /** Gives back the bytes of a letter that could not be written. */
  notStored(bytes: number): void {
    this.bytes = Math.max(0, this.bytes - bytes);
  }

  private beginHour(): void {
    const nowMs = this.options.nowMs();
    if (nowMs - this.hourBeganMs < HOUR_MS) return;
    this.hourBeganMs = nowMs;
    this.bytes = 0;
    this.copies.clear();
  }
}
