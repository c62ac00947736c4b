import { type DecisionSubject } from '@renwatch/aki';
import { type Decision } from './decision';
import { type Demographics } from './demographics';
import { type MessageFacts, type PatientNumber } from './facts';
import { type Grounds } from './grounds';
import { type Result } from './result';
import { type ReviewReason } from './reviews';
import { type WithheldReason } from './withhold';

/** Everything that can happen to the patients of a batch. */
export type PatientEvent =
  | DemographicsChanged
  | MergeEvent
  | MergeIgnored
  | ResultEvent
  | ResultRefused
  | ConfirmationUnmatched
  | ReviewDue
  | ReviewsOmitted
  | DecisionMade;

export type MergeEvent = PatientsMerged | SurvivorChanged | MergeConfirmed;
export type ResultEvent = ResultAdded | ResultRevised | ResultConfirmed;

/** The message that an event comes from. */
export type MessageReference = Pick<
  MessageFacts,
  'messageId' | 'feed' | 'receivedAt' | 'sentAt' | 'repeatsThePast'
>;

export interface DemographicsChanged {
  readonly type: 'DemographicsChanged';
  readonly patientId: string;
  readonly demographics: Demographics;
}

/** Two patients turned out to be the same person. */
export interface PatientsMerged extends Merge {
  readonly type: 'PatientsMerged';
  /** The demographics of the patient who stays, after the merge. */
  readonly demographics: Demographics;
  /** True if no message had named the number that goes: the merge was mistyped, or its results are elsewhere. */
  readonly isUnmatched: boolean;
}

/** A later message reversed a merge: the patient goes by the other number from now on. */
export interface SurvivorChanged extends Merge {
  readonly type: 'SurvivorChanged';
  readonly number: PatientNumber;
}

/** A later message repeated a merge: only an even later one may reverse it. */
export interface MergeConfirmed extends Merge {
  readonly type: 'MergeConfirmed';
}

/**
 * Why a merge changes nothing:
 * - `resent`: the same message was applied before;
 * - `same-number`: it merges a number into itself;
 * - `already-merged`: both numbers belong to one patient, and nothing else follows;
 * - `older`: a later message said the reverse.
 */
export const MERGE_IGNORED_REASONS = ['resent', 'same-number', 'already-merged', 'older'] as const;
export type MergeIgnoredReason = (typeof MERGE_IGNORED_REASONS)[number];

export interface MergeIgnored extends Merge {
  readonly type: 'MergeIgnored';
  readonly reason: MergeIgnoredReason;
}

interface Merge {
  /** The id that goes. */
  readonly patientId: string;
  /** The id that stays. */
  readonly intoId: string;
  readonly message: MessageReference;
}

export interface ResultAdded extends ResultChange {
  readonly type: 'ResultAdded';
}

export interface ResultRevised extends ResultChange {
  readonly type: 'ResultRevised';
  /**
   * True if another observation of the same message gave the result the number that this one replaces, and their statuses do
   * not tell why: the sender does not tell two results apart. The later one stands.
   */
  readonly isSecondNumber?: boolean;
}

/** A message repeated the current revision, or told more about its order: only a later one may contradict it. */
export interface ResultConfirmed extends ResultChange {
  readonly type: 'ResultConfirmed';
}

interface ResultChange {
  readonly patientId: string;
  /** The number that the message named: a new result keeps it. */
  readonly numberId: string;
  /** As it stands after the event. */
  readonly result: Result;
  /** Index in the message; null if an order was cancelled without an observation. */
  readonly observation: number | null;
  readonly message: MessageReference;
}

/** Why a result is refused while it is decided: the patient, or the result, has more than any patient or result has. */
export const REFUSED_REASONS = ['too-many-results', 'too-many-revisions'] as const;
export type RefusedReason = (typeof REFUSED_REASONS)[number];

/** A result was not recorded: the patient, or the result, is at a limit (`DecisionLimits`). */
export interface ResultRefused {
  readonly type: 'ResultRefused';
  readonly reason: RefusedReason;
  readonly patientId: string;
  /** Index in the message. */
  readonly observation: number;
  readonly message: MessageReference;
}

/** A message confirmed a number that no message brought: the one that did was lost, or is still on its way. */
export interface ConfirmationUnmatched {
  readonly type: 'ConfirmationUnmatched';
  readonly patientId: string;
  /** Index in the message. */
  readonly observation: number;
  readonly message: MessageReference;
}

/** Earlier decisions stand though results that they looked back on changed: more did than one message may cause. */
export interface ReviewsOmitted {
  readonly type: 'ReviewsOmitted';
  readonly patientId: string;
  readonly count: number;
  readonly message: MessageReference;
}

/** A result must be decided, for the first time or again: the facts of the decision as of this moment. */
export interface ReviewDue {
  readonly type: 'ReviewDue';
  readonly because: ReviewReason;
  readonly patientId: string;
  readonly patient: PatientNumber;
  readonly subject: DecisionSubject;
  readonly result: Result;
  readonly decisionId: string;
  /** The decision's revision: 1 for the first about the result. */
  readonly revision: number;
  /** Id of the decision before; null for the first. */
  readonly supersedes: string | null;
  /** Null for a retraction: the result was withdrawn after it had been decided. */
  readonly grounds: Grounds | null;
  /** No live result of the patient is later. */
  readonly isNewest: boolean;
  /** Why no alert may be raised; null if it may. */
  readonly withheld: WithheldReason | null;
  readonly message: MessageReference;
}

export interface DecisionMade {
  readonly type: 'DecisionMade';
  readonly decision: Decision;
}

export function isMerge(event: PatientEvent): event is MergeEvent {
  return ['PatientsMerged', 'SurvivorChanged', 'MergeConfirmed'].includes(event.type);
}

/** Returns true for a merge message that must be recorded, so that its resend is recognised. */
export function isRecordedMerge(event: PatientEvent): event is MergeEvent | MergeIgnored {
  return isMerge(event) || (event.type === 'MergeIgnored' && RECORDED_REASONS.has(event.reason));
}

const RECORDED_REASONS: ReadonlySet<MergeIgnoredReason> = new Set(['already-merged', 'older']);

export function isResultEvent(event: PatientEvent): event is ResultEvent {
  return ['ResultAdded', 'ResultRevised', 'ResultConfirmed'].includes(event.type);
}
