export { ageYears } from './creatinine/age-years';
export { type Comparator } from './creatinine/comparator';
export { type CreatinineResult } from './creatinine/creatinine-result';
export { umolPerLFactor } from './creatinine/creatinine-unit';
export { type DecisionSubject, type Sex } from './creatinine/decision-subject';
export {
  type CreatinineObservation,
  parseCreatinine,
  type ParsedCreatinine,
  type RefusalReason,
} from './creatinine/parse-creatinine';
export { extractFeatures, FEATURES } from './features/extract-features';
export { type Feature } from './features/feature';
export { type AkiModel } from './model/aki-model';
export { binOf } from './model/bin-of';
export { type ModelInfo } from './model/model-info';
export { populationStability } from './model/population-stability';
export { type Distribution, type TrainingDistribution } from './model/training-distribution';
export { type Range, type TrainingDomain } from './model/training-domain';
export { type DomainVerdict, type OutsideReason, withinDomain } from './model/within-domain';
export { type AlertVerdict, applyPolicy, type ModelOpinion } from './policy/apply-policy';
export { type JudgedResult, judgeResult, type ResultFacts } from './policy/judge-result';
export { POLICY_VERSION, policySha256 } from './policy/policy-sha256';
export { verdictOf } from './policy/verdict-of';
export { type AkiRule } from './rule/aki-rule';
export { AKI_RULES } from './rule/aki-rules';
export {
  comparatorWords,
  explainComparison,
  explainOutcome,
  formatRatio,
  formatUmol,
  referenceName,
} from './rule/explain-outcome';
export { usableHistory, WINDOW_365D_MS, WINDOW_48H_MS, WINDOW_7D_MS } from './rule/history-window';
export { KDIGO_RETROSPECTIVE, kdigoRetrospective } from './rule/kdigo-retrospective';
export { kdigoRule } from './rule/kdigo.rule';
export { createNhsEnglandRule, nhsEnglandRule } from './rule/nhs-england.rule';
export {
  healthyMedianUmolPerL,
  populationReferenceLimits,
  type ReferenceLimits,
  type ReferenceLimitsOf,
} from './rule/reference-limits';
export { ruleSha256 } from './rule/rule-sha256';
export {
  type Assumption,
  type Criterion,
  type Reference,
  type RuleOutcome,
  type Stage,
} from './rule/rule-outcome';
