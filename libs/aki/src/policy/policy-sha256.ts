import { createHash } from 'node:crypto';
import { type ModelInfo } from '../model/model-info';
import { withinDomain } from '../model/within-domain';
import { AKI_RULES } from '../rule/aki-rules';
import { fixedCases } from '../rule/fixed-cases';
import { verdictOf } from './verdict-of';

/** The version of the code that combines rule and model into a decision and its sentence. Raised if either could change. */
export const POLICY_VERSION = '1.2.0';

/** A model with thresholds on and beside the probabilities below; the fixed cases lie inside and outside its domain. */
const MODEL: Pick<ModelInfo, 'domain' | 'holdBackThreshold' | 'alertThreshold'> = {
  holdBackThreshold: 0.2,
  alertThreshold: 0.8,
  domain: {
    ageYears: { min: 18, max: 90 },
    historyResults: { min: 1, max: 2 },
    umolPerL: { min: 50, max: 354 },
  },
};
/** Sampling the cases is enough, and keeps the start of inference fast. */
const ONE_IN = 5;
/** Null: no model was asked. Seven, a prime, so that each probability meets every kind of case. */
const PROBABILITIES = [null, 0, 0.199, 0.2, 0.799, 0.8, 1];

/**
 * Computes SHA-256 (hex) over the verdicts on fixed cases under each rule, sentences included. It changes if a decision or
 * its wording changes, however the code is written. It is recorded beside the policy's version.
 */
export function policySha256(policy: typeof verdictOf = verdictOf): string {
  const hash = createHash('sha256');
  for (const rule of Object.values(AKI_RULES)) {
    [...fixedCases()]
      .filter((_case, index) => index % ONE_IN === 0)
      .forEach(({ current, earlier, subject }, turn) => {
        const probability = PROBABILITIES[turn % PROBABILITIES.length] ?? null;
        const judged = {
          outcome: rule.decide(current, earlier, subject),
          // The model's answer is given below instead.
          features: [],
          domain: withinDomain(MODEL, current, earlier, subject),
        };
        const verdict = policy(judged, probability === null ? null : { probability, info: MODEL });
        hash.update(JSON.stringify(verdict));
      });
  }
  return hash.digest('hex');
}
