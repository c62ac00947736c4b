import {
  judgeResult,
  usableHistory,
  withinDomain,
  type AkiRule,
  type CreatinineResult,
  type DecisionSubject,
  type ModelInfo,
} from '@renwatch/aki';
import { type Intake, type IntakePatient } from '../intake/intake';
import { type PatientTimeline } from '../timeline/patient.timeline';
import { isLive, type TimelineResult } from '../timeline/timeline-result';
import { type DecisionDraft } from './decision-draft';

export interface DecisionDrafterOptions {
  rule: AkiRule;
  /** Null: no model, the rule decides alone. */
  model: ModelInfo | null;
  /** A second model, asked beside the first and never paged on. */
  shadow: Pick<ModelInfo, 'domain'> | null;
  decisionId: (resultId: string, revision: number) => string;
}

export interface DraftedPatient {
  id: string;
  identity: Pick<IntakePatient, 'key' | 'authority' | 'mrn'>;
  subject: DecisionSubject;
  timeline: PatientTimeline;
}

/** Drafts the decisions that a message asks for: about a changed result, and those that look back on it. */
export class DecisionDrafter {
  constructor(private readonly options: DecisionDrafterOptions) {}

  draft(patient: DraftedPatient, results: readonly TimelineResult[], intake: Intake): DecisionDraft[] {
    return results.map((result) => {
      const draft = this.draftOne(patient, result, intake);
      // The level is settled when the model has spoken; until then the former one stands for the next draft.
      const { level = 0, alertedLevel = 0 } = result.decision ?? {};
      const head = { id: draft.decisionId, revision: draft.revision, level, alertedLevel };
      patient.timeline.decided(result.id, head);
      return draft;
    });
  }

  private draftOne(patient: DraftedPatient, result: TimelineResult, intake: Intake): DecisionDraft {
    const revision = (result.decision?.revision ?? 0) + 1;
    const { messageId, feed, receivedAt } = intake;
    const { key, authority, mrn } = patient.identity;
    return {
      patientId: patient.id,
      patient: { key, authority, mrn },
      subject: patient.subject,
      result,
      revision,
      supersedes: result.decision?.id ?? null,
      decisionId: this.options.decisionId(result.id, revision),
      judged: isLive(result) ? this.judge(patient, result) : null,
      isNewest: patient.timeline.isNewest(result, Date.parse(intake.sentAt)),
      message: { messageId, feed, receivedAt },
    };
  }

  private judge(
    { timeline, subject }: DraftedPatient,
    result: TimelineResult & { umolPerL: string },
  ): NonNullable<DecisionDraft['judged']> {
    const current = creatinineOf(result);
    const results = timeline.earlierThan(result);
    const earlier = results.map(creatinineOf);
    const revisions = new Map(results.map(({ id, revision }) => [id, revision]));
    const { shadow } = this.options;
    return {
      ...judgeResult({ current, earlier, subject }, this.options),
      shadowDomain: shadow && withinDomain(shadow, current, earlier, subject),
      history: usableHistory(current, earlier).map(({ id }) => ({ id, revision: revisions.get(id) ?? 1 })),
    };
  }
}

function creatinineOf({
  id,
  observedAtMs,
  umolPerL,
  comparator,
}: TimelineResult & { umolPerL: string }): CreatinineResult {
  return { id, observedAtMs, umolPerL: Number(umolPerL), comparator };
}
