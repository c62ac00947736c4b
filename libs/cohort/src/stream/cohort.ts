import { type CreatinineRow } from '@renwatch/datasets';

import { createPatient } from '../patient/create-patient';
import { ADMISSIONS_PER_BED_DAY, ADMISSIONS_PER_YEAR, DAY_MS, YEAR_MS } from '../patient/figures';
import { type Patient } from '../patient/patient';
import { SeededRandom } from '../seeded-random';
import { mergeByTime } from '../timeline/merge-by-time';
import { type PatientEvent } from '../timeline/patient-event';
import { patientTimeline } from '../timeline/patient-timeline';
import { type CohortMessage } from './cohort-message';
import { toCsvResult } from './csv-result';
import { disturbValue, type ValueFaults } from './disturb-value';
import { formatMessage } from './format-message';

export interface CohortOptions {
  /** The same seed gives the same bytes, on every machine and in every time zone. */
  readonly seed: string;
  /** Start of the stream; earlier results are history. Default 2024-03-31T00:00Z. */
  readonly startMs?: number;
  /** Size of the hospital: 800 beds make about 20 admissions and 100 results a day. */
  readonly beds?: number;
  /** Faults of values in messages; by default none. History holds the measured values. */
  readonly faults?: ValueFaults;
}

const DEFAULT_START_MS = Date.UTC(2024, 2, 31);
const DEFAULT_BEDS = 800;
/** Timelines begin this long before the stream, so that it starts with full histories. */
const WARM_UP_MS = 400 * DAY_MS;

/** A synthetic hospital: a fixed number of people, whose encounters in order of time are its feed. */
export class Cohort {
  readonly startMs: number;
  readonly patientCount: number;
  private readonly seed: string;
  private readonly faults: ValueFaults | undefined;

  constructor(options: CohortOptions) {
    this.seed = options.seed;
    this.faults = options.faults;
    this.startMs = options.startMs ?? DEFAULT_START_MS;
    const admissionsPerYear = (options.beds ?? DEFAULT_BEDS) * ADMISSIONS_PER_BED_DAY * (YEAR_MS / DAY_MS);
    this.patientCount = Math.max(1, Math.round(admissionsPerYear / ADMISSIONS_PER_YEAR));
  }

  patient(index: number): Patient {
    return createPatient({ seed: this.seed, index, atMs: this.startMs });
  }

  /** The endless events of a patient, from 400 days before the stream on. */
  timeline(patient: Patient): Generator<PatientEvent> {
    return patientTimeline({ seed: this.seed, patient, fromMs: this.startMs - WARM_UP_MS });
  }

  /** The rows of history.csv: results before the stream, oldest first; patients without results are omitted. */
  *history(): Generator<CreatinineRow> {
    for (let index = 0; index < this.patientCount; index += 1) {
      const patient = this.patient(index);
      const results = [];
      for (const event of this.timeline(patient)) {
        if (event.atMs >= this.startMs) break;
        if (event.kind === 'result') results.push(toCsvResult(event));
      }
      if (results.length === 0) continue;
      yield { mrn: patient.mrn, ageYears: null, sex: 'U', aki: null, results, refused: [] };
    }
  }

  /** The feed in order of time; endless without `days`. Memory holds one event per patient. */
  *messages(options: { days?: number } = {}): Generator<CohortMessage> {
    const endMs = this.startMs + (options.days ?? Infinity) * DAY_MS;
    let sequence = 0;
    const random = new SeededRandom(`${this.seed}/faults`);
    for (const { owner: patient, event } of mergeByTime(this.sources())) {
      if (event.atMs >= endMs) return;
      sequence += 1;
      const sent = (value: string) => (this.faults ? disturbValue(value, this.faults, random) : value);
      yield formatMessage({ patient, event, sequence, sent });
    }
  }

  private *sources(): Generator<{ owner: Patient; events: Iterator<PatientEvent> }> {
    for (let index = 0; index < this.patientCount; index += 1) {
      const patient = this.patient(index);
      yield { owner: patient, events: this.streamed(patient) };
    }
  }

  /** Announces a patient who was admitted before the stream again at its start, as a new feed would. */
  private *streamed(patient: Patient): Generator<PatientEvent> {
    let admitted = false;
    let started = false;
    for (const event of this.timeline(patient)) {
      if (event.atMs >= this.startMs) {
        if (!started && admitted) yield { kind: 'admitted', atMs: this.startMs };
        started = true;
        yield event;
      }
      if (event.kind === 'admitted') admitted = true;
      if (event.kind === 'discharged') admitted = false;
    }
  }
}
