import { ageYears } from '@renwatch/aki';
import { type CreatinineCsvRow, type CsvResult } from '@renwatch/datasets';

import { createPatient } from '../patient/create-patient';
import { DAY_MS } from '../patient/figures';
import { SeededRandom } from '../random/seeded-random';
import { toCsvResult } from '../stream/csv-result';
import { patientTimeline } from '../timeline/patient-timeline';

export interface LabelledRowsOptions {
  readonly seed: string;
  readonly rows: number;
  /** How many rows end in AKI, as a share; the course's files have 1 in 5. */
  readonly akiShare?: number;
}

const START_MS = Date.UTC(2024, 0, 1);
const DEFAULT_AKI_SHARE = 0.2;
/** Nothing is cut before: the rule looks back 365 days, and rows must have histories as long as a running feed's. */
const LOOK_BACK_MS = 365 * DAY_MS;
/** A row's results lie within this. */
const OBSERVED_MS = LOOK_BACK_MS + 450 * DAY_MS;
/** A patient with so many results to cut at is kept surely, one with fewer by the share of them. */
const MANY_RESULTS = 25;

/**
 * Rows for training, one a patient, so that no patient is ever in two folds. Each patient's results are cut at one of
 * those that have a whole year before them, and the label says whether that last one is AKI; rows are kept or passed
 * over until the wanted share of AKI is met. Patients with many results are kept more often, as their results are many
 * in a feed: what a model is trained on and what it is served must be alike, or every hospital looks like drift. Never
 * patients of a stream: their seeds differ.
 */
export function* labelledRows(options: LabelledRowsOptions): Generator<CreatinineCsvRow> {
  const seed = `${options.seed}/training`;
  const akiShare = options.akiShare ?? DEFAULT_AKI_SHARE;
  const wanted = new SeededRandom(`${seed}/wanted`);
  let made = 0;
  let wantAki = wanted.chance(akiShare);
  for (let index = 0; made < options.rows; index += 1) {
    const row = labelledRow(seed, index, wantAki);
    if (!row) continue;
    made += 1;
    wantAki = wanted.chance(akiShare);
    yield row;
  }
}

function labelledRow(seed: string, index: number, aki: boolean): CreatinineCsvRow | undefined {
  const patient = createPatient({ seed, index, atMs: START_MS });
  const results: CsvResult[] = [];
  const candidates: number[] = [];
  for (const event of patientTimeline({ seed, patient, fromMs: START_MS })) {
    if (event.atMs > START_MS + OBSERVED_MS) break;
    if (event.kind !== 'result') continue;
    results.push(toCsvResult(event));
    if (event.aki === aki && event.atMs >= START_MS + LOOK_BACK_MS) candidates.push(results.length);
  }
  const random = new SeededRandom(`${seed}/cut/${index}`);
  const cut = candidates[random.index(candidates.length)];
  if (!random.chance(candidates.length / MANY_RESULTS)) return undefined;
  const last = cut === undefined ? undefined : results[cut - 1];
  if (cut === undefined || last === undefined) return undefined;
  return {
    mrn: null,
    ageYears: ageYears(patient, last.observedAtMs),
    sex: patient.sex,
    aki,
    results: results.slice(0, cut),
    refused: [],
  };
}
