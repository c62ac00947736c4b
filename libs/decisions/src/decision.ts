import {
  type Assumption,
  type Criterion,
  type OutsideReason,
  type Reference,
  type RuleOutcome,
  type Sex,
  type Stage,
} from '@renwatch/aki';
import { type PatientNumber } from './facts';
import { type HistoryView } from './history';
import { type ReviewReason } from './reviews';
import { type WithheldReason } from './withhold';

/** A decision about one result, with everything that it rests on. */
export interface Decision extends RecordedGrounds, ModelTrace {
  readonly id: string;
  readonly resultId: string;
  readonly resultRevision: number;
  readonly observedLocal: string;
  readonly observedAtMs: number;
  readonly patientId: string;
  /** The number the patient went by. */
  readonly patient: PatientNumber;
  /** `YYYY-MM-DD`; `YYYY-MM` or `YYYY` if no more is known; null if unknown. */
  readonly birthDate: string | null;
  readonly sex: Sex;
  /** 1 for the first decision about a result. */
  readonly revision: number;
  /** Id of the decision before; null for the first. */
  readonly supersedes: string | null;
  /** Why the result was decided, for the first time or again. */
  readonly because: ReviewReason;
  /** No live result of the patient is later. */
  readonly isNewest: boolean;
  /** 0: nobody is paged. */
  readonly level: Stage;
  /** Null at level 0. */
  readonly source: 'rule' | 'model' | null;
  /** One sentence for a clinician: why this level. */
  readonly reason: string;
  /** An alert is raised for the patient's newest result only, and only if its level rises. */
  readonly alerted: boolean;
  /** Why an alert that was due was not raised; null if none was due, or it was raised. */
  readonly withheld: WithheldReason | null;
  readonly shadow: ShadowVerdict | null;
  readonly messageId: string;
  readonly feed: string;
  /** ISO instant. */
  readonly receivedAt: string;
}

/** `Grounds` as they are recorded, one value a column; those of a retraction are empty. */
export interface RecordedGrounds {
  readonly creatinineUmolPerL: number | null;
  readonly stage: Stage;
  readonly criterion: Criterion | 'retracted';
  readonly flag: RuleOutcome['flag'];
  readonly baselineUmolPerL: number | null;
  readonly reference: Reference | null;
  readonly ratio: number | null;
  readonly assumptions: readonly Assumption[];
  /** The earlier results it looked back on, as they stood. */
  readonly history: HistoryView;
  readonly features: readonly number[] | null;
  /** Null without a model. */
  readonly inDomain: boolean | null;
  readonly outsideReasons: readonly OutsideReason[];
}

/** The model's answer; all null but `modelSilence` if it gave none. */
export interface ModelTrace {
  /** 0 to 1, at most six decimals. */
  readonly probability: number | null;
  readonly holdBackThreshold: number | null;
  readonly alertThreshold: number | null;
  readonly modelVersion: string | null;
  readonly modelSha256: string | null;
  /** Why no model answered; null if one did, or if there was nothing to ask. */
  readonly modelSilence: 'off' | 'failed' | null;
}

/** The decision a shadow model would have made: recorded and compared, never paged on. */
export interface ShadowVerdict {
  readonly modelVersion: string;
  readonly modelSha256: string;
  readonly probability: number;
  readonly inDomain: boolean;
  readonly level: Stage;
  readonly source: 'rule' | 'model' | null;
}
