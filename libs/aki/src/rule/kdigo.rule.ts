import { type AkiRule } from './aki-rule';
import { branchAge } from './branch-age';
import { lowestWithin, usableHistory, WINDOW_48H_MS, WINDOW_7D_MS } from './history-window';
import { type RuleOutcome, type Stage } from './rule-outcome';
import { reaches } from './threshold';

export const STAGE_1_RATIO = 1.5;
const STAGE_2_RATIO = 2;
const STAGE_3_RATIO = 3;
const STAGE_3_FROM_UMOL_PER_L = 353.6;
export const RISE_FROM_UMOL_PER_L = 26.5;

/**
 * KDIGO 2012's creatinine criteria: ≥ 1.5 × the lowest of the last 7 days, or a rise of ≥ 26.5 µmol/L within
 * 48 hours; stages at 2 × and 3 ×, and stage 3 for an adult with AKI at ≥ 353.6 µmol/L. Dialysis, urine output and
 * the children's eGFR criterion are not in a creatinine feed. Nothing older than 7 days counts.
 * If age or sex is unknown, or the age is 17 or 18, the adult branch decides.
 */
export const kdigoRule: AkiRule = {
  name: 'kdigo',
  version: '1.2.0',
  decide(current, earlier, subject): RuleOutcome {
    const { mayBeAdult, assumptions } = branchAge(subject, current.observedAtMs);
    const year = usableHistory(current, earlier);
    const history = year.filter((result) => current.observedAtMs - result.observedAtMs <= WINDOW_7D_MS);
    const value = current.umolPerL;
    const facts = {
      currentUmolPerL: value,
      currentComparator: current.comparator ?? '',
      assumptions,
      historyIds: history.map((result) => result.id),
      flag: null,
    };
    const baseline = lowestWithin(current, history, WINDOW_7D_MS);
    if (baseline === null) {
      return {
        ...facts,
        stage: 0,
        criterion: year.length === 0 ? 'no-history' : 'no-recent-history',
        baselineUmolPerL: null,
        reference: null,
        ratio: null,
      };
    }
    const ratio = value / baseline;
    const compared = { ...facts, baselineUmolPerL: baseline, reference: 'lowest-7d' as const, ratio };
    const lately = lowestWithin(current, history, WINDOW_48H_MS);
    const rose = lately !== null && reaches(value - lately, RISE_FROM_UMOL_PER_L);
    const byRatio: Stage = reaches(ratio, STAGE_3_RATIO)
      ? 3
      : reaches(ratio, STAGE_2_RATIO)
        ? 2
        : reaches(ratio, STAGE_1_RATIO)
          ? 1
          : 0;
    if (byRatio === 0 && !rose) return { ...compared, stage: 0, criterion: 'none' };
    if (byRatio < 3 && mayBeAdult && reaches(value, STAGE_3_FROM_UMOL_PER_L)) {
      return { ...compared, stage: 3, criterion: 'absolute-353.6' };
    }
    if (byRatio > 0) return { ...compared, stage: byRatio, criterion: 'ratio-7d' };
    return {
      ...compared,
      stage: 1,
      criterion: 'rise-48h',
      baselineUmolPerL: lately,
      reference: 'lowest-48h',
    };
  },
};
