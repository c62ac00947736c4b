import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { type AkiRule } from './aki-rule';
import { branchAge } from './branch-age';
import { lowestWithin, usableHistory, valuesBeyond, WINDOW_48H_MS, WINDOW_7D_MS } from './history-window';
import { populationReferenceLimits, type ReferenceLimitsOf } from './reference-limits';
import { type Criterion, type RuleOutcome, type Stage } from './rule-outcome';
import { median } from './statistics';
import { exceeds, reaches } from './threshold';

const STAGE_1_RATIO = 1.5;
const STAGE_2_RATIO = 2;
const STAGE_3_RATIO = 3;
const STAGE_3_ABOVE_UMOL_PER_L = 354;
const CHILD_STAGE_3_ABOVE_LIMITS = 3;
const RISE_ABOVE_UMOL_PER_L = 26;

/**
 * NHS England's algorithm for detecting AKI (NHS/PSA/D/2014/010): the current result against the lowest of the last
 * 7 days and the median of the days before that up to 365, else its rise within 48 hours. Windows include their
 * ends (48.0 h, 7.0 d, 365.0 d); ratios of exactly 1.5, 2 and 3 reach their stage; a rise of exactly 26 and a
 * creatinine of exactly 354 do not. If age or sex is unknown, the adult branch and an adult's reference limits apply.
 * If a birth date in part leaves open if the patient is 17 or 18, the higher stage of both branches counts.
 */
export function createNhsEnglandRule(options: { referenceLimits?: ReferenceLimitsOf } = {}): AkiRule {
  const limitsOf = options.referenceLimits ?? populationReferenceLimits;
  return {
    name: 'nhs-england',
    version: '1.2.0',
    decide(
      current: CreatinineResult,
      earlier: readonly CreatinineResult[],
      subject: DecisionSubject,
    ): RuleOutcome {
      const { years, mayBeAdult, mayBeChild, assumptions } = branchAge(subject, current.observedAtMs);
      const limits = limitsOf(years, subject.sex);
      const history = usableHistory(current, earlier);
      const value = current.umolPerL;
      const facts = {
        currentUmolPerL: value,
        currentComparator: current.comparator ?? '',
        assumptions,
        historyIds: history.map((result) => result.id),
      };

      if (history.length === 0) {
        const flag = value < limits.lowerUmolPerL ? 'low' : value > limits.upperUmolPerL ? 'high' : 'none';
        return {
          ...facts,
          stage: 0,
          criterion: 'no-history',
          flag,
          baselineUmolPerL: null,
          reference: null,
          ratio: null,
        };
      }

      // History is not empty and the two windows together hold all of it: one of them is not null.
      const recent = lowestWithin(current, history, WINDOW_7D_MS);
      const usual = median(valuesBeyond(current, history, WINDOW_7D_MS));
      const byRecent = recent !== null && (usual === null || recent <= usual);
      const baselineUmolPerL = (byRecent ? recent : usual) as number;
      const ratio = value / baselineUmolPerL;
      const compared = {
        ...facts,
        flag: null,
        baselineUmolPerL,
        reference: byRecent ? ('lowest-7d' as const) : ('median-365d' as const),
        ratio,
      };

      if (reaches(ratio, STAGE_1_RATIO)) {
        const byRatio: Criterion = byRecent ? 'ratio-7d' : 'ratio-365d';
        const stage: Stage = reaches(ratio, STAGE_3_RATIO) ? 3 : reaches(ratio, STAGE_2_RATIO) ? 2 : 1;
        if (stage === 3) return { ...compared, stage, criterion: byRatio };
        if (mayBeAdult && value > STAGE_3_ABOVE_UMOL_PER_L)
          return { ...compared, stage: 3, criterion: 'absolute-354' };
        if (mayBeChild && exceeds(value, CHILD_STAGE_3_ABOVE_LIMITS * limits.upperUmolPerL)) {
          return { ...compared, stage: 3, criterion: 'paediatric-3x-limit' };
        }
        return { ...compared, stage, criterion: byRatio };
      }

      const lately = lowestWithin(current, history, WINDOW_48H_MS);
      if (lately !== null && exceeds(value - lately, RISE_ABOVE_UMOL_PER_L)) {
        return {
          ...compared,
          stage: 1,
          criterion: 'rise-48h',
          baselineUmolPerL: lately,
          reference: 'lowest-48h',
        };
      }
      return { ...compared, stage: 0, criterion: 'none' };
    },
  };
}

/** NHS England's rule with the default reference limits. */
export const nhsEnglandRule: AkiRule = createNhsEnglandRule();
