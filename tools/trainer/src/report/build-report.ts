import { ageYears } from '@renwatch/aki';
import { type Figures } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { type UnmetAki } from '../cases/unmet-aki';
import { bootstrapIntervals } from '../evaluation/bootstrap';
import { calibrationOf } from '../evaluation/calibration';
import { decide, type Scored } from '../evaluation/decisions';
import { countDecisions, figuresOf } from '../evaluation/f3';
import { DIVISIONS } from '../evaluation/subgroups';
import { type EvaluationReport, type MeasuredFigures, type SubgroupFigures } from './evaluation-report';

const PREVALENCES = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2];

export function buildReport(
  given: Scored & { data: string; modelSha256: string; negativeWeight?: number },
): EvaluationReport {
  const { cases, probabilities, data, modelSha256, unmet, negativeWeight = 1 } = given;
  const decisions = decide(given);
  const labelled = [...cases, ...(unmet ?? [])];
  const select = (alerts: readonly boolean[], wanted: readonly number[]) => ({
    cases: wanted.map((index) => labelled[index] as JudgedCase | UnmetAki),
    alerts: wanted.map((index) => alerts[index] === true),
  });
  const figures = (alerts: readonly boolean[], wanted: readonly number[], weight: number): Figures => {
    const part = select(alerts, wanted);
    return figuresOf(countDecisions(part.cases, (index) => part.alerts[index] === true, weight));
  };
  const measure = (alerts: readonly boolean[], wanted: readonly number[]): MeasuredFigures => {
    const part = select(alerts, wanted);
    const intervals = bootstrapIntervals(part.cases, part.alerts, negativeWeight);
    return { ...figures(alerts, wanted, negativeWeight), intervals };
  };
  const akiOf = (wanted: readonly number[]) => wanted.filter((index) => labelled[index]?.aki).length;

  const all = [...cases.keys()];
  // AKI without a result is in no subgroup.
  const withUnmet = [...labelled.keys()];
  const stage1 = all.filter((index) => cases[index]?.rule.stage === 1);
  const judged = all.filter((index) => {
    const { earlier, subject, current } = cases[index] as JudgedCase;
    return earlier.length > 0 && ageYears(subject, current.observedAtMs) !== null;
  });
  const aki = akiOf(all);
  return {
    data,
    modelSha256,
    rows: cases.length,
    aki,
    ...(unmet ? { unmetAki: unmet.length } : {}),
    negativeWeight,
    figures: {
      policy: measure(decisions.policy, withUnmet),
      model: measure(decisions.model, withUnmet),
      rule: measure(decisions.rule, withUnmet),
      ruleStage2: measure(decisions.ruleStage2, withUnmet),
    },
    stage1: {
      rows: stage1.length,
      aki: akiOf(stage1),
      policy: measure(decisions.policy, stage1),
      rule: figures(decisions.rule, stage1, negativeWeight),
    },
    byPrevalence: PREVALENCES.map((prevalence) => {
      const positives = akiOf(withUnmet);
      const weight = (positives / prevalence - positives) / (cases.length - aki);
      const f3 = (alerts: readonly boolean[]) => figures(alerts, withUnmet, weight).f3;
      return {
        prevalence,
        policy: f3(decisions.policy),
        model: f3(decisions.model),
        rule: f3(decisions.rule),
      };
    }),
    calibration: calibrationOf(
      judged.map((index) => probabilities[index] as number),
      judged.map((index) => cases[index]?.aki === true),
    ),
    subgroups: DIVISIONS.flatMap(({ name, groupOf, groups }) =>
      groups.flatMap((group): SubgroupFigures[] => {
        const wanted = all.filter((index) => groupOf(cases[index] as JudgedCase) === group);
        if (akiOf(wanted) === 0) return [];
        return [
          {
            division: name,
            group,
            rows: wanted.length,
            aki: akiOf(wanted),
            policy: measure(decisions.policy, wanted),
            rule: figures(decisions.rule, wanted, negativeWeight),
          },
        ];
      }),
    ),
  };
}
