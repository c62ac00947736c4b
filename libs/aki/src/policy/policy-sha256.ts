import { createHash } from 'node:crypto';
import { type ModelInfo } from '../model/model-info';
import { withinDomain } from '../model/within-domain';
import { AKI_RULES } from '../rule/aki-rules';
import { fixedCases } from '../rule/fixed-cases';
import { verdictOf } from './verdict-of';

/** A model's say that is on and beside each of its limits; the fixed cases lie inside and outside its domain. */
const MODEL: Pick<ModelInfo, 'domain' | 'holdBackThreshold' | 'alertThreshold'> = {
  holdBackThreshold: 0.2,
  alertThreshold: 0.8,
  domain: {
    ageYears: { min: 18, max: 90 },
    historyResults: { min: 1, max: 2 },
    umolPerL: { min: 50, max: 354 },
  },
};
/** One in so many of the cases is enough, and costs a start of inference little. */
const ONE_IN = 5;
/** Null: no model spoke. Seven, so that each meets every kind of case in turn. */
const PROBABILITIES = [null, 0, 0.199, 0.2, 0.799, 0.8, 1];

/**
 * SHA-256, hex, of what the policy makes of fixed cases under each rule, the sentence included: it changes where a
 * decision or its wording does, however that is written, and is recorded beside the policy's version.
 */
export function policySha256(policy: typeof verdictOf = verdictOf): string {
  const hash = createHash('sha256');
  for (const rule of Object.values(AKI_RULES)) {
    [...fixedCases()]
      .filter((_one, index) => index % ONE_IN === 0)
      .forEach(({ current, earlier, subject }, turn) => {
        const probability = PROBABILITIES[turn % PROBABILITIES.length] ?? null;
        const judged = {
          outcome: rule.decide(current, earlier, subject),
          // What a model makes of them is given instead.
          features: [],
          domain: withinDomain(MODEL, current, earlier, subject),
        };
        const verdict = policy(judged, probability === null ? null : { probability, info: MODEL });
        hash.update(JSON.stringify(verdict));
      });
  }
  return hash.digest('hex');
}
