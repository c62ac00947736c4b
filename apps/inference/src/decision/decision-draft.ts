import { type DecisionSubject, type DomainVerdict, type JudgedResult } from '@renwatch/aki';
import { type Intake } from '../intake/intake';
import { type TimelineResult } from '../timeline/timeline-result';

/** A decision before the model has spoken: the facts as they were when its message's turn came. */
export interface DecisionDraft {
  patientId: string;
  patient: { key: string; authority: string; mrn: string };
  subject: DecisionSubject;
  result: TimelineResult;
  /** 1 for the first decision about a result. */
  revision: number;
  supersedes: string | null;
  decisionId: string;
  /** Null for a retraction: the result was deleted or withdrawn after it had been decided. */
  judged: Judged | null;
  /** No live result of the patient is later, but for those dated after their own message. */
  isNewest: boolean;
  message: Pick<Intake, 'messageId' | 'feed' | 'receivedAt'>;
}

export interface Judged extends JudgedResult {
  /** The earlier results that it looked back on, as they stood, by time, then id. */
  history: readonly { id: string; revision: number }[];
  /** As `domain`, of the shadow model; null without one. */
  shadowDomain: DomainVerdict | null;
}
