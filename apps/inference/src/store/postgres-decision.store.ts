import { HL7_MESSAGES } from '@renwatch/events';
import {
  alertsRepository,
  decisionsRepository,
  isRetriable,
  mergesRepository,
  patientsRepository,
  progressRepository,
  resultsRepository,
  shadowDecisionsRepository,
  type Database,
  type Transaction,
} from '@renwatch/store';
import {
  type BatchChanges,
  type DecisionStore,
  type DecisionTransaction,
  type KnownNumber,
} from '../batch/decision.store';
import { type IntakeNumber } from '../intake/intake';
import { type TimelineResult } from '../timeline/timeline-result';
import { CREATININE, resultRow, timelineResult } from './result.rows';
import { decisionRow, type DecisionVersions } from './decision.rows';
import { knownNumber } from './known-number';
import { shadowRows } from './shadow.rows';

/** The decision store on PostgreSQL. */
export class PostgresDecisionStore implements DecisionStore {
  constructor(
    private readonly db: Database,
    private readonly versions: DecisionVersions,
  ) {}

  transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T> {
    return this.db.transaction((tx) => work(new PostgresDecisionTransaction(tx, this.versions)));
  }

  isRetriable(error: unknown): boolean {
    return isRetriable(error);
  }
}

class PostgresDecisionTransaction implements DecisionTransaction {
  constructor(
    private readonly tx: Transaction,
    private readonly versions: DecisionVersions,
  ) {}

  async lockProgress(partition: number): Promise<bigint> {
    const locked = await progressRepository.lock(this.tx, HL7_MESSAGES, partition);
    if (locked !== undefined) return locked;
    await progressRepository.ensure(this.tx, [{ topic: HL7_MESSAGES, partition, nextOffset: 0n }]);
    return (await progressRepository.lock(this.tx, HL7_MESSAGES, partition)) ?? 0n;
  }

  advanceProgress(partition: number, nextOffset: bigint): Promise<void> {
    return progressRepository.advance(this.tx, HL7_MESSAGES, partition, nextOffset);
  }

  async numbers(numbers: readonly IntakeNumber[]): Promise<ReadonlyMap<string, KnownNumber>> {
    const stored = await patientsRepository.lock(this.tx, numbers);
    return new Map([...stored].map(([key, one]) => [key, knownNumber(one)]));
  }

  async timelines(
    ranges: readonly { patientId: string; fromIso: string }[],
  ): Promise<ReadonlyMap<string, TimelineResult[]>> {
    const timelines = new Map<string, TimelineResult[]>();
    for (const stored of await resultsRepository.timeline(this.tx, ranges, CREATININE)) {
      const timeline = timelines.get(stored.patientId) ?? [];
      timeline.push(timelineResult(stored));
      timelines.set(stored.patientId, timeline);
    }
    return timelines;
  }

  async save(changes: BatchChanges): Promise<void> {
    await patientsRepository.saveDemographics(this.tx, changes.patients);
    await mergesRepository.apply(this.tx, changes.merges);
    await resultsRepository.save(this.tx, changes.results.map(resultRow));
    await resultsRepository.appendRevisions(this.tx, changes.revisions);
    await decisionsRepository.insert(
      this.tx,
      changes.decisions.map((decision) => decisionRow(decision, this.versions)),
    );
    await shadowDecisionsRepository.insert(this.tx, shadowRows(changes.decisions));
    await alertsRepository.insert(
      this.tx,
      changes.alerts.map(({ record, patientId }) => ({
        id: record.id,
        patientId,
        decisionId: record.decisionId,
        record,
      })),
    );
  }
}
