import { ageYears, type Range, type TrainingDomain } from '@renwatch/aki';

import { type JudgedCase } from '../cases/judged-case';

/** The ranges that the cases span: the model's training domain. */
export function domainOf(cases: readonly JudgedCase[]): TrainingDomain {
  return {
    ageYears: rangeOf(cases.flatMap((one) => ageYears(one.subject, one.current.observedAtMs) ?? [])),
    historyResults: rangeOf(cases.map((one) => one.earlier.length)),
    umolPerL: rangeOf(cases.flatMap((one) => [one.current, ...one.earlier].map((result) => result.umolPerL))),
  };
}

function rangeOf(values: readonly number[]): Range {
  return values.reduce(
    (range, value) => ({ min: Math.min(range.min, value), max: Math.max(range.max, value) }),
    {
      min: Infinity,
      max: -Infinity,
    },
  );
}
