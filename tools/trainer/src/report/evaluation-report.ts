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

/** The evaluation of a model on labelled results, as plain JSON. */
export interface EvaluationReport {
  /** Name of the data. */
  readonly data: string;
  /** SHA-256 of the model's contents. */
  readonly modelSha256: string;
  readonly rows: number;
  /** Rows with AKI. */
  readonly aki: number;
  /** Further AKI without a result in the stream: missed in `figures` and `byPrevalence`. */
  readonly unmetAki?: number;
  /** Weight of a row without AKI. */
  readonly negativeWeight: number;
  readonly figures: Readonly<Record<keyof Decisions, MeasuredFigures>>;
  /** Results with rule stage 1, which the model may hold back. */
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
  /** Calibration on results with a history and an age, unweighted. */
  readonly calibration: Calibration;
  readonly subgroups: readonly SubgroupFigures[];
}
