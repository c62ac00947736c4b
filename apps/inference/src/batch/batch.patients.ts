import { WINDOW_365D_MS } from '@renwatch/aki';
import { type Intake, type IntakePatient } from '../intake/intake';
import { PatientTimeline, type TimelineOptions } from '../timeline/patient.timeline';
import { type TimelineResult } from '../timeline/timeline-result';
import { type DecisionTransaction, type KnownPatient, type PatientMerge } from './decision.store';
import { joinDemographics } from './join-demographics';

export type PatientIntake = Intake & { patient: IntakePatient };

/** A patient while a batch is decided: what is known changes message by message. */
export interface PatientCase {
  known: KnownPatient;
  timeline: PatientTimeline;
}

/** A number of the batch's messages and whose it is at the moment. */
interface NumberInUse {
  id: string;
  mergedAt: string | null;
  one: PatientCase;
}

/** Before any result: two patients who are merged look back on all that the other has. */
const EVER_MS = Date.parse('0001-01-01T00:00:00Z');

/** The patients of a batch in memory, read once and theirs alone until the transaction ends. */
export class BatchPatients {
  private constructor(
    private readonly numbers: ReadonlyMap<string, NumberInUse>,
    /** As stored, by id. */
    private readonly stored: ReadonlyMap<string, KnownPatient>,
  ) {}

  static async open(
    tx: DecisionTransaction,
    intakes: readonly PatientIntake[],
    resultId: TimelineOptions['resultId'],
  ): Promise<BatchPatients> {
    const named = intakes.flatMap(({ patient, merge }) => (merge ? [patient, merge] : [patient]));
    const known = await tx.numbers(
      [...new Map(named.map((one) => [one.key, one])).values()].map(({ key, authority, mrn }) => ({
        key,
        authority,
        mrn,
      })),
    );
    const patientIdOf = (key: string) => known.get(key)?.patient.id;
    const stored = await tx.timelines(
      [...lookBacks(intakes, patientIdOf)].map(([patientId, ms]) => ({
        patientId,
        fromIso: new Date(ms).toISOString(),
      })),
    );
    const cases = new Map<string, PatientCase>();
    const numbers = new Map<string, NumberInUse>();
    for (const [key, { id, mergedAt, patient }] of known) {
      const one = cases.get(patient.id) ?? {
        known: patient,
        timeline: new PatientTimeline({ stored: stored.get(patient.id) ?? [], resultId }),
      };
      cases.set(patient.id, one);
      numbers.set(key, { id, mergedAt, one });
    }
    return new BatchPatients(numbers, new Map([...cases].map(([id, one]) => [id, one.known])));
  }

  of(key: string): NumberInUse {
    const found = this.numbers.get(key);
    if (!found) throw new TypeError('a patient of the batch was not read');
    return found;
  }

  /**
   * Makes two patients one.
   * @returns what to record, and the results to decide again, for they look back on more than before; undefined where
   * the message changes nothing: they are one already
   */
  merge(
    intake: PatientIntake & { merge: NonNullable<Intake['merge']> },
  ): { merge: PatientMerge; affected: TimelineResult[] } | undefined {
    const { sentAt, messageId, feed, receivedAt } = intake;
    const said = { sentAt, messageId, feed, receivedAt };
    const into = this.of(intake.patient.key);
    const from = this.of(intake.merge.key);
    const gone = from.one.known;
    if (into.one === from.one) {
      const isLater = (mergedAt: string | null) =>
        mergedAt !== null && Date.parse(sentAt) > Date.parse(mergedAt);
      // Said again: only an even later message may turn it.
      if (into.id === gone.id && isLater(from.mergedAt)) {
        from.mergedAt = sentAt;
        return { merge: { patientId: from.id, intoId: into.id, ...said }, affected: [] };
      }
      // The other way round than before: the later message says which number stays.
      if (from.id !== gone.id || !isLater(into.mergedAt)) return undefined;
      const { key, authority, mrn } = intake.patient;
      into.one.known = { ...gone, id: into.id, key, authority, mrn };
      into.mergedAt = null;
    } else {
      into.one.known = joinDemographics(into.one.known, gone);
    }
    const affected =
      into.one === from.one ? [] : into.one.timeline.absorb(from.one.timeline, Date.parse(sentAt));
    const absorbed = from.one;
    for (const number of this.numbers.values()) {
      if (number.one === absorbed) number.one = into.one;
      if (number.id === gone.id) number.mergedAt = sentAt;
    }
    return { merge: { patientId: gone.id, intoId: into.one.known.id, ...said }, affected };
  }

  /** Those of whom more is known than is stored. */
  changed(): KnownPatient[] {
    const cases = new Set([...this.numbers.values()].map(({ one }) => one));
    return [...cases].map(({ known }) => known).filter((known) => !says(this.stored.get(known.id), known));
  }
}

function says(stored: KnownPatient | undefined, known: KnownPatient): boolean {
  return (
    stored !== undefined &&
    stored.birthDate === known.birthDate &&
    stored.sex === known.sex &&
    stored.demographicsAt === known.demographicsAt
  );
}

/** From when on results are looked at, by patient. */
function lookBacks(
  intakes: readonly PatientIntake[],
  patientIdOf: (key: string) => string | undefined,
): ReadonlyMap<string, number> {
  const earliest = new Map<string, number>();
  const need = (key: string, ms: number) => {
    const id = patientIdOf(key);
    if (id !== undefined) earliest.set(id, Math.min(earliest.get(id) ?? ms, ms));
  };
  for (const { patient, merge, results } of intakes) {
    for (const { observedAt } of results) need(patient.key, Date.parse(observedAt.instant) - WINDOW_365D_MS);
    if (!merge) continue;
    need(patient.key, EVER_MS);
    need(merge.key, EVER_MS);
  }
  return earliest;
}
