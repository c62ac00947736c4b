import { setImmediate as turn } from 'node:timers/promises';
import { WINDOW_365D_MS } from '@renwatch/aki';
import { type DecisionDraft } from '../decision/decision-draft';
import { type DecisionDrafter, type DraftedPatient } from '../decision/decision.drafter';
import { type DecisionMaker } from '../decision/decision.maker';
import { type Intake, type IntakePatient } from '../intake/intake';
import { PatientTimeline, type TimelineChange, type TimelineOptions } from '../timeline/patient.timeline';
import { alertOf, type AlertFactoryOptions } from './alert.factory';
import { applyDemographics } from './apply-demographics';
import {
  type BatchChanges,
  type DecisionTransaction,
  type KnownPatient,
  type PatientIdentity,
  type ResultRevision,
} from './decision.store';

export interface BatchDeciderOptions {
  drafter: DecisionDrafter;
  maker: DecisionMaker;
  resultId: (patientId: string, ...identity: Parameters<TimelineOptions['resultId']>) => string;
  alerts: AlertFactoryOptions;
  /** Of one transaction: results that arrive newest first make each other be decided again and again. */
  maxDecisions: number;
}

type PatientIntake = Intake & { patient: IntakePatient };

/** One patient while a batch is decided: what is known of them changes message by message. */
interface Case {
  identity: PatientIdentity;
  stored: KnownPatient;
  known: KnownPatient;
  timeline: PatientTimeline;
}

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
    const cases = await this.open(tx, intakes.filter(concernsPatient));
    const { maxDecisions, drafter } = this.options;
    const changed = new Map<string, BatchChanges['results'][number]>();
    const revisions: ResultRevision[] = [];
    const drafts: DecisionDraft[] = [];
    let decided = 0;
    for (const intake of intakes) {
      if (drafts.length >= maxDecisions) break;
      decided += 1;
      if (!concernsPatient(intake)) continue;
      const one = cases.get(intake.patient.key);
      if (!one) throw new TypeError('a patient of the batch was not read');
      one.known = applyDemographics(one.known, intake.patient);
      for (const result of intake.results) {
        const change = one.timeline.apply(result, intake);
        if (!change) continue;
        changed.set(change.result.id, { patientId: one.known.id, result: change.result });
        revisions.push(revisionOf(change, intake, result.observation));
        drafts.push(...drafter.draft(draftedPatient(one, intake), change, intake));
      }
      // Long work lets the group's heartbeats and the probes through.
      if (drafts.length > 0) await turn();
    }
    const decisions = await this.options.maker.decide(drafts);
    const changes = {
      patients: [...cases.values()].flatMap((one) =>
        one.known === one.stored ? [] : [{ ...one.identity, ...one.known }],
      ),
      results: [...changed.values()],
      revisions,
      decisions,
      alerts: decisions
        .filter((decision) => decision.alerts)
        .map((decision) => ({
          record: alertOf(decision, this.options.alerts),
          patientId: decision.draft.patientId,
        })),
    };
    return { changes, decided };
  }

  private async open(tx: DecisionTransaction, intakes: readonly PatientIntake[]): Promise<Map<string, Case>> {
    const identities = new Map(intakes.map(({ patient }) => [patient.key, identityOf(patient)]));
    if (identities.size === 0) return new Map();
    const known = await tx.patients([...identities.values()]);
    const from = earliestByPatient(intakes, known);
    const stored = await tx.timelines(
      [...from].map(([patientId, ms]) => ({
        patientId,
        fromIso: new Date(ms - WINDOW_365D_MS).toISOString(),
      })),
    );
    // Two numbers of one merged patient share a timeline.
    const timelines = new Map<string, PatientTimeline>();
    const cases = new Map<string, Case>();
    for (const [key, patient] of known) {
      const identity = identities.get(key);
      if (!identity) continue;
      const timeline = timelines.get(patient.id) ?? this.timeline(patient.id, stored.get(patient.id) ?? []);
      timelines.set(patient.id, timeline);
      cases.set(key, { identity, stored: patient, known: patient, timeline });
    }
    return cases;
  }

  private timeline(patientId: string, stored: TimelineOptions['stored']): PatientTimeline {
    const { resultId } = this.options;
    return new PatientTimeline({ stored, resultId: (identity) => resultId(patientId, identity) });
  }
}

function concernsPatient(intake: Intake): intake is PatientIntake {
  return intake.patient !== null && (intake.patient.demographicsAt !== null || intake.results.length > 0);
}

function identityOf({ key, authority, mrn }: IntakePatient): PatientIdentity {
  return { key, authority, mrn };
}

function draftedPatient({ known, timeline }: Case, { patient }: PatientIntake): DraftedPatient {
  const subject = { birthDate: known.birthDate, sex: known.sex };
  return { id: known.id, identity: identityOf(patient), subject, timeline };
}

function earliestByPatient(
  intakes: readonly PatientIntake[],
  known: ReadonlyMap<string, KnownPatient>,
): ReadonlyMap<string, number> {
  const earliest = new Map<string, number>();
  for (const { patient, results } of intakes) {
    const id = known.get(patient.key)?.id;
    if (id === undefined) continue;
    for (const result of results) {
      const ms = Date.parse(result.observedAt.instant);
      earliest.set(id, Math.min(earliest.get(id) ?? ms, ms));
    }
  }
  return earliest;
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
