import { type Figures } from '@renwatch/model';

import { type Intervals } from '../evaluation/bootstrap';
import { type Calibration } from '../evaluation/calibration';
import { type Decisions } from '../evaluation/decisions';

export interface MeasuredFigures extends Figures {
  readonly intervals: Intervals;
}

export interface SubgroupFigures {
  readonly division: string;
  readonly group: string;
  readonly rows: number;
  readonly aki: number;
  readonly policy: MeasuredFigures;
  readonly rule: Figures;
}

/** All that is told of a model on some labelled results; plain JSON. */
export interface EvaluationReport {
  /** What the results are. */
  readonly data: string;
  /** SHA-256 of the model's contents. */
  readonly modelSha256: string;
  readonly rows: number;
  /** Of these rows. */
  readonly aki: number;
  /** Further AKI, of a stream, that met no result: missed in `figures` and `byPrevalence`. */
  readonly unmetAki?: number;
  /** What a row without AKI counts. */
  readonly negativeWeight: number;
  readonly figures: Readonly<Record<keyof Decisions, MeasuredFigures>>;
  /** On results that the rule calls stage 1, where the model has its say. */
  readonly stage1: {
    readonly rows: number;
    readonly aki: number;
    readonly policy: MeasuredFigures;
    readonly rule: Figures;
  };
  /** With rows without AKI weighted to each share of AKI. */
  readonly byPrevalence: readonly {
    readonly prevalence: number;
    readonly policy: number;
    readonly model: number;
    readonly rule: number;
  }[];
  /** Of results that have a history and an age, each counted once. */
  readonly calibration: Calibration;
  readonly subgroups: readonly SubgroupFigures[];
}
