import { ageYears } from '@renwatch/aki';

import { type JudgedCase } from '../cases/judged-case';

interface Division {
  readonly name: string;
  /** The group of a case, which is one of `groups`. */
  readonly groupOf: (judged: JudgedCase) => string;
  readonly groups: readonly string[];
}

const UNKNOWN = 'unknown';

/** The name of the first band whose end lies above the value. */
function band(value: number | null, bands: readonly (readonly [below: number, name: string])[]): string {
  return value === null ? UNKNOWN : (bands.find(([below]) => value < below)?.[1] ?? UNKNOWN);
}

function medianOf({ earlier }: JudgedCase): number | null {
  const sorted = earlier.map((result) => result.umolPerL).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

const AGES = [
  [18, 'under 18'],
  [50, '18–49'],
  [70, '50–69'],
  [Infinity, '70 and over'],
] as const;
const BASELINES = [
  [60, 'under 60 µmol/L'],
  [90, '60–89'],
  [130, '90–129'],
  [Infinity, '130 and over'],
] as const;
const LENGTHS = [
  [1, 'none'],
  [2, '1 result'],
  [5, '2–4'],
  [10, '5–9'],
  [Infinity, '10 and more'],
] as const;
const names = (bands: readonly (readonly [number, string])[]) => bands.map(([, name]) => name);

/** The divisions into subgroups. */
export const DIVISIONS: readonly Division[] = [
  {
    name: 'Sex',
    groupOf: ({ subject: { sex } }) => (sex === 'F' ? 'women' : sex === 'M' ? 'men' : UNKNOWN),
    groups: ['women', 'men', UNKNOWN],
  },
  {
    name: 'Age',
    groupOf: ({ subject, current }) => band(ageYears(subject, current.observedAtMs), AGES),
    groups: [...names(AGES), UNKNOWN],
  },
  {
    name: 'Usual creatinine',
    groupOf: (judged) => band(medianOf(judged), BASELINES),
    groups: names(BASELINES),
  },
  {
    name: 'Earlier results',
    groupOf: ({ earlier }) => band(earlier.length, LENGTHS),
    groups: names(LENGTHS),
  },
];
