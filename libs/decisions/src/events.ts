import { type DecisionSubject } from '@renwatch/aki';
import { type Decision } from './decision';
import { type Demographics } from './demographics';
import { type MessageFacts, type PatientNumber } from './facts';
import { type Grounds } from './grounds';
import { type Result } from './result';
import { type ReviewReason } from './reviews';

/** Everything that can happen to the patients of a batch. */
export type PatientEvent = DemographicsChanged | MergeEvent | ResultEvent | ReviewDue | DecisionMade;

export type MergeEvent = PatientsMerged | SurvivorChanged | MergeConfirmed;
export type ResultEvent = ResultAdded | ResultRevised | ResultConfirmed;

/** The message that an event comes from. */
export type MessageReference = Pick<MessageFacts, 'messageId' | 'feed' | 'receivedAt' | 'sentAt'>;

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
}

/** A later message repeated the current revision: only an even later one may contradict it. */
export interface ResultConfirmed extends ResultChange {
  readonly type: 'ResultConfirmed';
}

interface ResultChange {
  readonly patientId: string;
  /** The number that the message named: a new result keeps it. */
  readonly numberId: string;
  /** As it stands after the event. */
  readonly result: Result;
  /** Index in the message. */
  readonly observation: number;
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
  readonly message: MessageReference;
}

export interface DecisionMade {
  readonly type: 'DecisionMade';
  readonly decision: Decision;
}

export function isMerge(event: PatientEvent): event is MergeEvent {
  return ['PatientsMerged', 'SurvivorChanged', 'MergeConfirmed'].includes(event.type);
}

export function isResultEvent(event: PatientEvent): event is ResultEvent {
  return ['ResultAdded', 'ResultRevised', 'ResultConfirmed'].includes(event.type);
}
