/** A creatinine of a feed as the watch sees it. */
export type WatchedResult =
  | { readonly kind: 'decided'; readonly umolPerL: number; readonly baselineUmolPerL: number | null }
  /** Refused: not above 0, or higher than any living patient's. */
  | { readonly kind: 'out-of-range' };

/** 1 mg/dL in µmol/L; half of it is far above what AKI does to a creatinine between two results. */
const UNIT_FACTOR = 88.42;
const SUSPICIOUS_FACTOR = UNIT_FACTOR / 2;
/** No patient of any age has a lower creatinine, and hardly any a higher one. */
const LOWEST_UMOL_PER_L = 10;
const HIGHEST_UMOL_PER_L = 2_000;

const WINDOW_RESULTS = 20;
const SUSPICIOUS_RESULTS = 5;
/** The gateway's configuration names the feeds, so only a mistake reaches this many. */
const MAX_FEEDS = 200;

/**
 * Suspects a feed of a changed unit (mg/dL for µmol/L, or the reverse), but not for an occasional typing error: five of
 * its last twenty results must differ 44-fold from the patient's own, or be values that no patient has.
 */
export class UnitWatch {
  private readonly feeds = new Map<string, boolean[]>();

  /**
   * @param times how many such results came one after another
   * @returns true if the feed is suspected, with these among its last twenty
   */
  add(feed: string, result: WatchedResult, times = 1): boolean {
    const known = this.feeds.get(feed);
    if (!known && this.feeds.size >= MAX_FEEDS) return false;
    const added = Array.from({ length: Math.min(times, WINDOW_RESULTS) }, () => isSuspicious(result));
    const last = [...(known ?? []), ...added].slice(-WINDOW_RESULTS);
    this.feeds.set(feed, last);
    return last.filter(Boolean).length >= SUSPICIOUS_RESULTS;
  }
}

function isSuspicious(result: WatchedResult): boolean {
  if (result.kind === 'out-of-range') return true;
  const { umolPerL, baselineUmolPerL } = result;
  if (umolPerL < LOWEST_UMOL_PER_L || umolPerL > HIGHEST_UMOL_PER_L) return true;
  if (baselineUmolPerL === null) return false;
  const ratio = umolPerL / baselineUmolPerL;
  return ratio > SUSPICIOUS_FACTOR || ratio < 1 / SUSPICIOUS_FACTOR;
}
