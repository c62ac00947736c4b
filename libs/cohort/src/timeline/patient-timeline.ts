import { DAY_MS, HOUR_MS, YEAR_MS } from '../patient/figures';
import { type Patient } from '../patient/patient';
import { SeededRandom } from '../seeded-random';
import { AKI_FROM_RATIO, drawInjury, type Injury, injuryRatio } from './injury';
import { measuredUmolPerL } from './measured';
import { type PatientEvent } from './patient-event';

const MEDIAN_STAY_DAYS = 3.6;
const STAY_SPREAD = 0.75;
const LONGEST_STAY_DAYS = 60;
const AKI_STAY_FACTOR = 1.5;
const MORNING_ROUND_SHARE = 0.6;
const REPEAT_SHARE = 0.12;
/** Share of days with a second sample while AKI is noticed. */
const NOTICED_REPEAT_SHARE = 0.2;
/** Ratio from which the ward notices AKI and measures more often. */
const NOTICED_RATIO = 1.4;
const MINUTE_MS = 60_000;

/**
 * The endless events of a patient from `fromMs` on, in order of time, to the minute. They depend only on the seed of the
 * cohort and on the patient.
 */
export function* patientTimeline(given: {
  seed: string;
  patient: Patient;
  fromMs: number;
}): Generator<PatientEvent> {
  const { patient } = given;
  const random = new SeededRandom(`${given.seed}/timeline/${patient.index}`);
  const injuries: Injury[] = [];
  const perYear = patient.admissionsPerYear + patient.visitsPerYear;
  let freeMs = given.fromMs;
  for (;;) {
    const startMs = toMinute(freeMs + random.exponential(YEAR_MS / perYear));
    const admitted = random.chance(patient.admissionsPerYear / perYear);
    if (admitted && random.chance(patient.akiPerAdmission)) injuries.push(drawInjury(random, startMs));
    const encounter = admitted
      ? stay(random, patient, injuries, startMs)
      : visit(random, patient, injuries, startMs);
    for (const event of encounter) {
      freeMs = event.atMs + 2 * HOUR_MS;
      yield event;
    }
  }
}

function* visit(random: SeededRandom, patient: Patient, injuries: readonly Injury[], atMs: number) {
  yield { kind: 'visited', atMs } as const;
  yield measure(random, patient, injuries, atMs + 10 * MINUTE_MS);
}

function* stay(random: SeededRandom, patient: Patient, injuries: readonly Injury[], admittedMs: number) {
  const latest = injuries.at(-1);
  const injured = latest !== undefined && latest.plateauEndMs > admittedMs;
  const days = random.logNormal(MEDIAN_STAY_DAYS, STAY_SPREAD) * (injured ? AKI_STAY_FACTOR : 1);
  const dischargedMs = toMinute(admittedMs + Math.max(0.4, Math.min(days, LONGEST_STAY_DAYS)) * DAY_MS);
  yield { kind: 'admitted', atMs: admittedMs } as const;
  for (const atMs of drawTimes(random, injuries, admittedMs, dischargedMs)) {
    yield measure(random, patient, injuries, atMs);
  }
  yield { kind: 'discharged', atMs: dischargedMs } as const;
}

/** Times of samples: on admission, on most morning rounds, sometimes again, and more often if AKI is noticed. */
function* drawTimes(
  random: SeededRandom,
  injuries: readonly Injury[],
  admittedMs: number,
  dischargedMs: number,
) {
  const clock = (dayMs: number, hour: number) => toMinute(dayMs + (hour + random.between(-1, 1)) * HOUR_MS);
  let lastMs = toMinute(admittedMs + random.between(5, 120) * MINUTE_MS);
  yield lastMs;
  for (let dayMs = Math.floor(admittedMs / DAY_MS) * DAY_MS; dayMs < dischargedMs; dayMs += DAY_MS) {
    const noticed = ratioAt(injuries, dayMs) >= NOTICED_RATIO;
    const times = [
      ...(random.chance(noticed ? 1 : MORNING_ROUND_SHARE) ? [clock(dayMs, 6.5)] : []),
      ...(random.chance(noticed ? NOTICED_REPEAT_SHARE : REPEAT_SHARE) ? [clock(dayMs, 15)] : []),
    ];
    for (const atMs of times) {
      if (atMs <= lastMs + HOUR_MS || atMs >= dischargedMs) continue;
      lastMs = atMs;
      yield atMs;
    }
  }
}

function measure(
  random: SeededRandom,
  patient: Patient,
  injuries: readonly Injury[],
  atMs: number,
): PatientEvent {
  const umolPerL = measuredUmolPerL({
    trueUmolPerL: patient.baselineUmolPerL * ratioAt(injuries, atMs),
    withinPersonCv: patient.withinPersonCv,
    random,
  });
  const latest = injuries.at(-1);
  const aki = latest !== undefined && injuryRatio(latest, atMs) >= AKI_FROM_RATIO;
  return {
    kind: 'result',
    atMs,
    umolPerL: String(Number(Math.min(2500, Math.max(5, umolPerL)).toFixed(1))),
    aki,
    injuryStage: aki ? latest.stage : 0,
  };
}

function ratioAt(injuries: readonly Injury[], atMs: number): number {
  return injuries.reduce((ratio, injury) => ratio * injuryRatio(injury, atMs), 1);
}

function toMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
