import { byTime, type StandingResult } from './patient-paging';

const HOUR_MS = 3_600_000;
/** After so long without AKI, the next AKI is another episode. */
const GAP_MS = 7 * 24 * HOUR_MS;
/** So long after the last AKI, a single recovered result ends the episode. */
const SETTLED_MS = 48 * HOUR_MS;
/** A patient has recovered below so many times the baseline that the episode opened with. */
const RECOVERED_RATIO = 1.2;
/** So many recovered results in a row end the episode. */
const RECOVERED_RESULTS = 2;

/** One patient's AKI, from its first result with a level to recovery. */
export interface Episode {
  /** Its results in order of time, those without a level included. */
  readonly results: readonly StandingResult[];
  /** Null if the first result had nothing to compare with: then only 7 days without AKI end the episode. */
  readonly baselineUmolPerL: number | null;
  /** False once the patient has recovered. */
  readonly isOpen: boolean;
}

/** Returns the episodes of a patient in order of time. Withdrawn results count for none. */
export function episodesOf(results: readonly StandingResult[]): Episode[] {
  const episodes: Episode[] = [];
  let open: OpenEpisode | null = null;
  for (const result of results.filter(({ umolPerL }) => umolPerL !== null).sort(byTime)) {
    if (result.level > 0) {
      if (open && result.observedAtMs - open.lastAkiMs > GAP_MS) open = null;
      if (!open) {
        open = newEpisode(result);
        episodes.push(open);
      }
      open.results.push(result);
      open.lastAkiMs = result.observedAtMs;
      open.recovered = 0;
    } else if (open) {
      open.results.push(result);
      open.recovered = hasRecovered(result, open) ? open.recovered + 1 : 0;
      const isSettled = open.recovered > 0 && result.observedAtMs - open.lastAkiMs >= SETTLED_MS;
      if (isSettled || open.recovered >= RECOVERED_RESULTS) {
        open.isOpen = false;
        open = null;
      }
    }
  }
  return episodes;
}

interface OpenEpisode extends Episode {
  results: StandingResult[];
  isOpen: boolean;
  lastAkiMs: number;
  recovered: number;
}

function newEpisode({ baselineUmolPerL }: StandingResult): OpenEpisode {
  return { results: [], baselineUmolPerL, isOpen: true, lastAkiMs: 0, recovered: 0 };
}

/** Returns true for a result near the baseline of its episode. */
export function hasRecovered(
  { level, umolPerL }: StandingResult,
  { baselineUmolPerL }: Pick<Episode, 'baselineUmolPerL'>,
): boolean {
  if (level > 0 || umolPerL === null || baselineUmolPerL === null) return false;
  return umolPerL < RECOVERED_RATIO * baselineUmolPerL;
}
