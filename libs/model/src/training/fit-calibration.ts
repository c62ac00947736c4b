const STEPS = 50;
/** Weak prior for slope 1 and intercept 0, which keeps the fit of perfectly separated scores finite. */
const RIDGE = 1e-3;

/**
 * Platt scaling for scores of rows that the network was not trained on: fits sigmoid(slope × logit + intercept) by maximum
 * likelihood (Newton's method).
 */
export function fitCalibration(
  logits: readonly number[],
  labels: readonly boolean[],
): { slope: number; intercept: number } {
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < STEPS; step += 1) {
    let [gradientA, gradientB] = [RIDGE * (slope - 1), RIDGE * intercept];
    let [aa, ab, bb] = [RIDGE, 0, RIDGE];
    logits.forEach((logit, index) => {
      const probability = 1 / (1 + Math.exp(-(slope * logit + intercept)));
      const error = probability - (labels[index] ? 1 : 0);
      const weight = Math.max(probability * (1 - probability), 1e-12);
      gradientA += error * logit;
      gradientB += error;
      aa += weight * logit * logit;
      ab += weight * logit;
      bb += weight;
    });
    const determinant = aa * bb - ab * ab;
    const moveA = (bb * gradientA - ab * gradientB) / determinant;
    const moveB = (aa * gradientB - ab * gradientA) / determinant;
    slope -= moveA;
    intercept -= moveB;
    if (Math.abs(moveA) + Math.abs(moveB) < 1e-10) break;
  }
  return { slope, intercept };
}
