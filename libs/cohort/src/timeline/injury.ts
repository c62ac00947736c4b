import { COMMUNITY_ACQUIRED_SHARE, DAY_MS, HOUR_MS, STAGE_SHARES } from '../patient/figures';
import { type SeededRandom } from '../seeded-random';

/** An episode of AKI: the noise-free creatinine rises from the baseline and recovers. */
export interface Injury {
  readonly stage: 1 | 2 | 3;
  readonly onsetMs: number;
  readonly peakMs: number;
  readonly plateauEndMs: number;
  readonly peakRatio: number;
  readonly recoveryMs: number;
  /** Ratio after recovery: 1 is full recovery. */
  readonly finalRatio: number;
}

/** Noise-free creatinine of this many times the baseline is AKI, even if the measured result is not. */
export const AKI_FROM_RATIO = 1.5;

/** Published stages are based on measured values, so a stage 1 peaks clearly above the limit. */
const PEAKS = { 1: [1.6, 2], 2: [2, 3], 3: [3, 6] } as const;
const PARTIAL_RECOVERY_SHARE = 0.2;

export function drawInjury(random: SeededRandom, admittedMs: number): Injury {
  const draw = random.next();
  const stage = draw < STAGE_SHARES[0] ? 1 : draw < STAGE_SHARES[0] + STAGE_SHARES[1] ? 2 : 3;
  const fromCommunity = random.chance(COMMUNITY_ACQUIRED_SHARE);
  const onsetMs = admittedMs + (fromCommunity ? -random.between(1, 4) : random.between(0.2, 2.5)) * DAY_MS;
  const peakMs = onsetMs + random.between(18, 60) * HOUR_MS;
  const [lowest, highest] = PEAKS[stage];
  return {
    stage,
    onsetMs,
    peakMs,
    plateauEndMs: peakMs + random.between(6, 60) * HOUR_MS,
    peakRatio: random.between(lowest, highest),
    recoveryMs: random.between(1, 5) * DAY_MS,
    finalRatio: random.chance(PARTIAL_RECOVERY_SHARE) ? random.between(1.05, 1.35) : 1,
  };
}

/** The noise-free creatinine over the baseline at a moment. */
export function injuryRatio(injury: Injury, atMs: number): number {
  const { onsetMs, peakMs, plateauEndMs, peakRatio, recoveryMs, finalRatio } = injury;
  if (atMs <= onsetMs) return 1;
  if (atMs <= peakMs) {
    // Creatinine rises fast at first, then approaches its new balance.
    const share = (atMs - onsetMs) / (peakMs - onsetMs);
    return 1 + (peakRatio - 1) * (1 - (1 - share) ** 2);
  }
  if (atMs <= plateauEndMs) return peakRatio;
  return finalRatio + (peakRatio - finalRatio) * Math.exp(-(atMs - plateauEndMs) / recoveryMs);
}
