export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Observed share of AKI. */
  readonly observed: number;
  readonly rows: number;
}

export interface Calibration {
  /** Mean squared difference of probability and outcome. */
  readonly brier: number;
  /** Bins of 0.1, without empty ones. */
  readonly bins: readonly CalibrationBin[];
}

const BINS = 10;

export function calibrationOf(probabilities: readonly number[], labels: readonly boolean[]): Calibration {
  const bins = Array.from({ length: BINS }, () => ({ predicted: 0, observed: 0, rows: 0 }));
  let squares = 0;
  probabilities.forEach((probability, index) => {
    const outcome = labels[index] ? 1 : 0;
    squares += (probability - outcome) ** 2;
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))] as (typeof bins)[number];
    bin.predicted += probability;
    bin.observed += outcome;
    bin.rows += 1;
  });
  return {
    brier: probabilities.length === 0 ? 0 : squares / probabilities.length,
    bins: bins
      .filter(({ rows }) => rows > 0)
      .map(({ predicted, observed, rows }) => ({
        predicted: predicted / rows,
        observed: observed / rows,
        rows,
      })),
  };
}
