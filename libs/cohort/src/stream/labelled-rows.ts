import { ageYears } from '@renwatch/aki';
import { type CreatinineRow, type RowResult } from '@renwatch/datasets';

import { createPatient } from '../patient/create-patient';
import { DAY_MS } from '../patient/figures';
import { SeededRandom } from '../seeded-random';
import { toCsvResult } from './csv-result';
import { patientTimeline } from '../timeline/patient-timeline';

export interface LabelledRowsOptions {
  readonly seed: string;
  readonly rows: number;
  /** Share of rows that end in AKI; the files of the course have 1 in 5. */
  readonly akiShare?: number;
}

const START_MS = Date.UTC(2024, 0, 1);
const DEFAULT_AKI_SHARE = 0.2;
/** Rows end after this: the rule looks back 365 days, and rows need a history as long as in a running feed. */
const LOOK_BACK_MS = 365 * DAY_MS;
/** Period of the results of a row. */
const OBSERVED_MS = LOOK_BACK_MS + 450 * DAY_MS;
/** A patient with this many candidate results is always kept; with fewer, with a proportional chance. */
const MANY_RESULTS = 25;

/**
 * Generates training rows, one per patient, so that no patient is in two folds. A row ends at a result with a full year of
 * history, and the label says if that result is AKI. Rows alternate to reach the requested share of AKI. Patients with many
 * results are kept more often, because they also have more results in a feed: training data must resemble served data, or
 * every hospital looks like drift. The patients are never those of a stream, because the seeds differ.
 */
export function* labelledRows(options: LabelledRowsOptions): Generator<CreatinineRow> {
  const seed = `${options.seed}/training`;
  const akiShare = options.akiShare ?? DEFAULT_AKI_SHARE;
  const wanted = new SeededRandom(`${seed}/wanted`);
  let rowCount = 0;
  let wantAki = wanted.chance(akiShare);
  for (let index = 0; rowCount < options.rows; index += 1) {
    const row = labelledRow(seed, index, wantAki);
    if (!row) continue;
    rowCount += 1;
    wantAki = wanted.chance(akiShare);
    yield row;
  }
}

function labelledRow(seed: string, index: number, aki: boolean): CreatinineRow | undefined {
  const patient = createPatient({ seed, index, atMs: START_MS });
  const results: RowResult[] = [];
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
