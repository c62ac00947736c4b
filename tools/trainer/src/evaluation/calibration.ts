export interface CalibrationBin {
  /** Mean of the probabilities. */
  readonly said: number;
  /** Share of AKI. */
  readonly seen: number;
  readonly rows: number;
}

export interface Calibration {
  /** Mean squared difference of probability and outcome. */
  readonly brier: number;
  /** By tenths of probability, empty ones left out. */
  readonly bins: readonly CalibrationBin[];
}

const BINS = 10;

export function calibrationOf(probabilities: readonly number[], labels: readonly boolean[]): Calibration {
  const bins = Array.from({ length: BINS }, () => ({ said: 0, seen: 0, rows: 0 }));
  let squares = 0;
  probabilities.forEach((probability, index) => {
    const outcome = labels[index] ? 1 : 0;
    squares += (probability - outcome) ** 2;
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))] as (typeof bins)[number];
    bin.said += probability;
    bin.seen += outcome;
    bin.rows += 1;
  });
  return {
    brier: probabilities.length === 0 ? 0 : squares / probabilities.length,
    bins: bins
      .filter(({ rows }) => rows > 0)
      .map(({ said, seen, rows }) => ({ said: said / rows, seen: seen / rows, rows })),
  };
}
