import { type CreatinineResult, type DecisionSubject, nhsEnglandRule } from '@renwatch/aki';

import { type Cohort } from '../stream/cohort';
import { type CohortMessage } from '../stream/cohort-message';
import { type FigureKey } from './published-figures';

interface Stay {
  worst: 0 | 1 | 2 | 3;
  alerts: number;
}

type HospitalKey = Extract<FigureKey, `${string}PerDay` | `${string}Share` | 'alertsPerAki'>;

/** Figures of a hospital's feed over some days: admissions, AKI, and alerts of the rule. */
export function hospitalFigures(cohort: Cohort, days: number): Record<HospitalKey, number> {
  const histories = earlierResults(cohort);
  const subjects = subjectsOf(cohort);
  const open = new Map<string, Stay>();
  const stays: Stay[] = [];
  let results = 0;
  for (const { mrn, type, atMs, result } of cohort.messages({ days })) {
    if (type === 'ADT^A01') {
      const stay: Stay = { worst: 0, alerts: 0 };
      stays.push(stay);
      open.set(mrn, stay);
    } else if (type === 'ADT^A03') open.delete(mrn);
    if (!result) continue;
    results += 1;
    const history = histories.get(mrn) ?? [];
    histories.set(mrn, history);
    const current = { id: String(history.length), observedAtMs: atMs, umolPerL: Number(result.umolPerL) };
    const stay = open.get(mrn);
    if (stay)
      addResult(stay, result, nhsEnglandRule.decide(current, history, subjects.get(mrn) ?? UNKNOWN).stage);
    history.push(current);
  }
  const withAki = stays.filter(({ worst }) => worst > 0);
  const flagged = withAki.filter(({ alerts }) => alerts > 0);
  const percent = (part: number, whole: number) => (100 * part) / whole;
  const ofStage = (stage: number) =>
    percent(withAki.filter(({ worst }) => worst === stage).length, stays.length);
  return {
    admissionsPerDay: stays.length / days,
    resultsPerDay: results / days,
    akiShare: percent(withAki.length, stays.length),
    stage1Share: ofStage(1),
    stage2Share: ofStage(2),
    stage3Share: ofStage(3),
    alertsPerAki: flagged.reduce((sum, { alerts }) => sum + alerts, 0) / flagged.length,
    flaggedShare: percent(flagged.length, withAki.length),
  };
}

const UNKNOWN: DecisionSubject = { birthDate: null, sex: 'U' };

function addResult(stay: Stay, result: NonNullable<CohortMessage['result']>, ruleStage: number): void {
  if (result.injuryStage > stay.worst) stay.worst = result.injuryStage;
  if (ruleStage > 0) stay.alerts += 1;
}

function earlierResults(cohort: Cohort): Map<string, CreatinineResult[]> {
  return new Map(
    [...cohort.history()].map((row) => [
      row.mrn ?? '',
      row.results.map((result, index) => ({
        id: `h${index}`,
        observedAtMs: result.observedAtMs,
        umolPerL: Number(result.umolPerL),
      })),
    ]),
  );
}

function subjectsOf(cohort: Cohort): Map<string, DecisionSubject> {
  return new Map(
    Array.from({ length: cohort.patientCount }, (_, index) => cohort.patient(index)).map((patient) => [
      patient.mrn,
      patient,
    ]),
  );
}
