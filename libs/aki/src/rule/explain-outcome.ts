import { type Comparator } from '../creatinine/comparator';
import { type Assumption, type Reference, type RuleOutcome } from './rule-outcome';

/**
 * Describes the outcome in a sentence for clinicians, without its full stop:
 * `Creatinine 212 µmol/L, 2.4 × the lowest of the last 7 days (88): AKI stage 2`.
 */
export function explainOutcome(outcome: RuleOutcome): string {
  const verdict = outcome.stage === 0 ? 'no AKI' : `AKI stage ${outcome.stage}`;
  return `${explainComparison(outcome)}: ${verdict}${explainAssumptions(outcome)}`;
}

/** The part of an outcome that `explainComparison` needs. */
export type ComparedOutcome = Pick<
  RuleOutcome,
  'criterion' | 'flag' | 'currentUmolPerL' | 'currentComparator' | 'baselineUmolPerL' | 'reference'
>;

/** Describes the first half of the sentence: the result and its baseline. */
export function explainComparison(outcome: ComparedOutcome): string {
  const bound = comparatorWords(outcome.currentComparator);
  const creatinine = `Creatinine ${bound}${formatUmol(outcome.currentUmolPerL)} µmol/L`;
  const { baselineUmolPerL, reference } = outcome;
  if (baselineUmolPerL === null || reference === null) {
    const missing =
      outcome.criterion === 'no-recent-history' ? 'no result of the last 7 days' : 'no earlier result';
    return `${creatinine}${explainFlag(outcome.flag)}, ${missing} to compare with`;
  }
  const against = `the ${referenceName(reference)} (${formatUmol(baselineUmolPerL)})`;
  const multiple = `${formatRatio(outcome.currentUmolPerL / baselineUmolPerL)} × ${against}`;
  switch (outcome.criterion) {
    case 'rise-48h':
      return `${creatinine}, ${formatRise(outcome.currentUmolPerL - baselineUmolPerL)} µmol/L above ${against}`;
    case 'absolute-354':
      return `${creatinine}, above 354 and ${multiple}`;
    case 'absolute-353.6':
      return `${creatinine}, at least 353.6 and ${multiple}`;
    case 'paediatric-3x-limit':
      return `${creatinine}, above three times the limit for the age and ${multiple}`;
    case 'ratio-7d':
    case 'ratio-365d':
    case 'no-history':
    case 'no-recent-history':
    case 'none':
      return `${creatinine}, ${multiple}`;
    default:
      return outcome.criterion satisfies never;
  }
}

function explainAssumptions({ assumptions }: RuleOutcome): string {
  if (assumptions.length === 0) return '';
  if (assumptions.includes('age-17-or-18-higher-stage'))
    return ' (17 or 18 years old: the higher stage of child and adult)';
  return ` (${assumptions.map(unknownName).join(' and ')} unknown, taken as an adult)`;
}

function unknownName(assumption: Assumption): string {
  switch (assumption) {
    case 'age-unknown-adult-assumed':
    case 'age-17-or-18-higher-stage':
      return 'age';
    case 'sex-unknown-adult-assumed':
      return 'sex';
    default:
      return assumption satisfies never;
  }
}

export function comparatorWords(comparator: Comparator): string {
  switch (comparator) {
    case '':
      return '';
    case '<':
      return 'below ';
    case '>':
      return 'above ';
    case '<=':
      return 'at most ';
    case '>=':
      return 'at least ';
    default:
      return comparator satisfies never;
  }
}

function explainFlag(flag: RuleOutcome['flag']): string {
  switch (flag) {
    case 'low':
      return ' (low)';
    case 'high':
      return ' (high: ? AKI ? CKD)';
    case 'none':
    case null:
      return '';
    default:
      return flag satisfies never;
  }
}

export function referenceName(reference: Reference): string {
  switch (reference) {
    case 'lowest-48h':
      return 'lowest of the last 48 hours';
    case 'lowest-7d':
      return 'lowest of the last 7 days';
    case 'median-365d':
      return 'median of the last 8 to 365 days';
    default:
      return reference satisfies never;
  }
}

/** Rounds to whole numbers from 10 on, except near 354, where rounding could cross the limit. */
export function formatUmol(umolPerL: number): string {
  const nearLimit = Math.abs(umolPerL - 354) < 1 && !Number.isInteger(umolPerL);
  return umolPerL < 10 || nearLimit ? umolPerL.toFixed(1) : umolPerL.toFixed(0);
}

/** Truncates, because `2.0 ×` must never stand beside `AKI stage 1`. */
export function formatRatio(ratio: number): string {
  return (Math.floor((ratio + 1e-9) * 10) / 10).toFixed(1);
}

/** Rounds up to a tenth, so that a rise above 26 never reads as 26. */
function formatRise(umolPerL: number): string {
  return String(Math.ceil((umolPerL - 1e-9) * 10) / 10);
}
