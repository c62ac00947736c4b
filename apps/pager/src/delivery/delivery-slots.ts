/** A number of deliveries at the same time; each number includes those of the stages below. */
export interface Slots {
  /** For pages of any stage. */
  stage1: number;
  /** For pages of stage 2 or 3. */
  stage2: number;
  /** For pages of stage 3 alone. */
  stage3: number;
}

/** A quarter as many slots again are kept for each higher stage, and at least one. */
const KEPT_SHARE = 0.25;

/**
 * Returns the slots for a concurrency. Pages of a low stage that hang, however many, leave slots for those of a higher
 * stage.
 */
export function slotsFor(concurrency: number): Slots {
  const kept = Math.ceil(concurrency * KEPT_SHARE);
  return { stage1: concurrency, stage2: concurrency + kept, stage3: concurrency + 2 * kept };
}

/** Returns the slots that are left while some deliveries are under way. */
export function freeSlots({ stage1, stage2, stage3 }: Slots, underWay: number): Slots {
  const left = (slots: number) => Math.max(0, slots - underWay);
  return { stage1: left(stage1), stage2: left(stage2), stage3: left(stage3) };
}

/** Returns the first of these pages that fit into the slots, which they fill in their order. */
export function fittingInto<P extends { level: number }>(
  { stage1, stage2, stage3 }: Slots,
  pages: readonly P[],
): P[] {
  const fitting: P[] = [];
  for (const page of pages) {
    const slots = page.level >= 3 ? stage3 : page.level === 2 ? stage2 : stage1;
    if (fitting.length < slots) fitting.push(page);
  }
  return fitting;
}

/** Orders pages by urgency: the highest stage first, and within a stage the earliest decided. */
export function byUrgency<P extends { level: number; decidedAt: string }>(a: P, b: P): number {
  return b.level - a.level || (a.decidedAt < b.decidedAt ? -1 : Number(a.decidedAt > b.decidedAt));
}
