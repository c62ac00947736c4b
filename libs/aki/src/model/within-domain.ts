import { ageSpan } from '../creatinine/age-years';
import { type CreatinineResult } from '../creatinine/creatinine-result';
import { type DecisionSubject } from '../creatinine/decision-subject';
import { usableHistory } from '../rule/history-window';
import { type ModelInfo } from './model-info';
import { type Range } from './training-domain';

/** A reason why the model may not judge a result. Stable strings: they are recorded. */
export type OutsideReason =
  'age-unknown' | 'age' | 'sex-unknown' | 'no-history' | 'history-length' | 'value-range' | 'value-bound';

export interface DomainVerdict {
  readonly inside: boolean;
  readonly reasons: readonly OutsideReason[];
}

/** Checks if a result lies inside the domain that the model was trained on; gives every reason why not. */
export function withinDomain(
  info: Pick<ModelInfo, 'domain'>,
  current: CreatinineResult,
  earlier: readonly CreatinineResult[],
  subject: DecisionSubject,
): DomainVerdict {
  const { domain } = info;
  const age = ageSpan(subject, current.observedAtMs);
  const history = usableHistory(current, earlier);
  const reasons: OutsideReason[] = [];
  if (age === null) reasons.push('age-unknown');
  else if (!holds(domain.ageYears, age.youngest) || !holds(domain.ageYears, age.oldest)) reasons.push('age');
  if (subject.sex === 'U') reasons.push('sex-unknown');
  if (history.length === 0) reasons.push('no-history');
  else if (!holds(domain.historyResults, history.length)) reasons.push('history-length');
  if (!holdsAll(domain.umolPerL, current, history)) reasons.push('value-range');
  if (isBound(current) || history.some(isBound)) reasons.push('value-bound');
  return { inside: reasons.length === 0, reasons };
}

function holds(range: Range, value: number): boolean {
  return value >= range.min && value <= range.max;
}

function holdsAll(range: Range, current: CreatinineResult, history: readonly CreatinineResult[]): boolean {
  return holds(range, current.umolPerL) && history.every(({ umolPerL }) => holds(range, umolPerL));
}

function isBound({ comparator = '' }: CreatinineResult): boolean {
  return comparator !== '';
}
