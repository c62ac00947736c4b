import { setImmediate as turn } from 'node:timers/promises';
import { type DecisionDraft } from '../decision/decision-draft';
import { type DecisionDrafter, type DraftedPatient } from '../decision/decision.drafter';
import { type DecisionMaker } from '../decision/decision.maker';
import { type Intake } from '../intake/intake';
import { type TimelineChange, type TimelineOptions } from '../timeline/patient.timeline';
import { alertOf, type AlertFactoryOptions } from './alert.factory';
import { applyDemographics } from './apply-demographics';
import { BatchPatients, type PatientCase, type PatientIntake } from './batch.patients';
import { type BatchChanges, type DecisionTransaction, type ResultRevision } from './decision.store';

export interface BatchDeciderOptions {
  drafter: DecisionDrafter;
  maker: DecisionMaker;
  resultId: TimelineOptions['resultId'];
  alerts: AlertFactoryOptions;
  /** Of one transaction: results that arrive newest first make each other be decided again and again. */
  maxDecisions: number;
}

/** What one message after another adds up to. */
type Gathered = Pick<BatchChanges, 'merges' | 'revisions'> & {
  results: Map<string, BatchChanges['results'][number]>;
  drafts: DecisionDraft[];
};

/**
 * Decides a batch: one read of patients and histories, every message in the order of the log against what the ones
 * before it left, one prediction. The outcome is the same wherever batches begin and end.
 */
export class BatchDecider {
  constructor(private readonly options: BatchDeciderOptions) {}

  /** @returns what to save, and of how many intakes it is: at least the first, all unless `maxDecisions` was reached */
  async decide(
    tx: DecisionTransaction,
    intakes: readonly Intake[],
  ): Promise<{ changes: BatchChanges; decided: number }> {
    const { maxDecisions, resultId, maker, alerts } = this.options;
    const patients = await BatchPatients.open(tx, intakes.filter(concernsPatient), resultId);
    const gathered: Gathered = { results: new Map(), revisions: [], merges: [], drafts: [] };
    let decided = 0;
    for (const intake of intakes) {
      if (gathered.drafts.length >= maxDecisions) break;
      decided += 1;
      if (!concernsPatient(intake)) continue;
      this.take(intake, patients, gathered);
      // Long work lets the group's heartbeats and the probes through.
      if (gathered.drafts.length > 0) await turn();
    }
    const decisions = await maker.decide(gathered.drafts);
    const changes = {
      patients: patients.changed(),
      merges: gathered.merges,
      results: [...gathered.results.values()],
      revisions: gathered.revisions,
      decisions,
      alerts: decisions
        .filter((decision) => decision.alerts)
        .map((decision) => ({ record: alertOf(decision, alerts), patientId: decision.draft.patientId })),
    };
    return { changes, decided };
  }

  private take(intake: PatientIntake, patients: BatchPatients, gathered: Gathered): void {
    const { drafter } = this.options;
    const { one, id } = patients.of(intake.patient.key);
    one.known = applyDemographics(one.known, intake.patient);
    if (mergesPatients(intake)) {
      const merged = patients.merge(intake);
      if (!merged) return;
      gathered.merges.push(merged.merge);
      gathered.drafts.push(...drafter.draft(draftedPatient(one), merged.affected, intake));
      return;
    }
    for (const result of intake.results) {
      const change = one.timeline.apply(result, { ...intake, patientId: id });
      if (!change) continue;
      gathered.results.set(change.result.id, { patientId: id, result: change.result });
      if (change.kind === 'confirmed') continue;
      gathered.revisions.push(revisionOf(change, intake, result.observation));
      const affected = one.timeline.affectedBy(change, Date.parse(intake.sentAt));
      gathered.drafts.push(...drafter.draft(draftedPatient(one), affected, intake));
    }
  }
}

function concernsPatient(intake: Intake): intake is PatientIntake {
  const { patient, results, merge } = intake;
  return patient !== null && (patient.demographicsAt !== null || results.length > 0 || merge !== null);
}

function mergesPatients(intake: PatientIntake): intake is Parameters<BatchPatients['merge']>[0] {
  return intake.merge !== null;
}

function draftedPatient({ known, timeline }: PatientCase): DraftedPatient {
  const { id, key, authority, mrn, birthDate, sex } = known;
  return { id, identity: { key, authority, mrn }, subject: { birthDate, sex }, timeline };
}

function revisionOf({ result }: TimelineChange, intake: Intake, observation: number): ResultRevision {
  const { umolPerL, comparator, status, revision, sentAtMs } = result;
  const { messageId, feed, receivedAt } = intake;
  const sentAt = new Date(sentAtMs).toISOString();
  return {
    resultId: result.id,
    revision,
    umolPerL,
    comparator,
    status,
    sentAt,
    messageId,
    observation,
    feed,
    receivedAt,
  };
}
