import {
  changedPatients,
  conclusions,
  decisionSteps,
  initialState,
  lookBacks,
  mergeMessageIds,
  numbersToRead,
  type DecideOptions,
  type Decision,
  type MessageFacts,
  type ModelAnswers,
  type PatientEvent,
  type ReviewDue,
  type State,
} from '@renwatch/decisions';
import { TimeSlice } from '@renwatch/timing';
import { alertOf, type AlertFactoryOptions } from '../publish/alert.factory';
import { type DecisionTimes } from './batch.trace';
import { type BatchChanges, type DecisionTransaction } from './decision-store.port';

/** The models that are asked about a batch. */
export interface DecisionModels {
  readonly domains: Pick<DecideOptions, 'model' | 'shadow'>;
  /** Never rejects: a model that fails is reported and leaves the decision to the rule. */
  ask(reviews: readonly ReviewDue[]): Promise<ModelAnswers>;
}

export interface BatchDeciderOptions extends Omit<DecideOptions, 'model' | 'shadow'> {
  models: DecisionModels;
  alerts: AlertFactoryOptions;
  /** Limit for one transaction: if results arrive newest first, each is decided again after every one that follows. */
  maxDecisions: number;
}

/** A quarter of the time after which the database ends an idle transaction. */
const KEEP_ALIVE_AFTER_MS = 2_000;

/** Lets the group's heartbeats, the health probes and other partitions through while a long batch is decided. */
class Turns {
  private readonly slice = new TimeSlice();
  private keptAliveMs = performance.now();

  constructor(private readonly tx: Pick<DecisionTransaction, 'keepAlive'>) {}

  async takeIfDue(): Promise<void> {
    if (this.slice.isOver) await this.take();
  }

  async take(): Promise<void> {
    await this.slice.next();
    if (performance.now() - this.keptAliveMs < KEEP_ALIVE_AFTER_MS) return;
    await this.tx.keepAlive();
    this.keptAliveMs = performance.now();
  }
}

/**
 * Decides a batch: reads its patients once, plays every message in the order of the log against the state that the ones
 * before it left, and asks each model once. The borders of batches change no decision.
 */
export class BatchDecider {
  constructor(private readonly options: BatchDeciderOptions) {}

  /**
   * Returns what to save, and how many messages that covers: at least the first; all, unless `maxDecisions` was reached.
   * @throws errors of the store
   */
  async decide(
    tx: DecisionTransaction,
    messages: readonly MessageFacts[],
  ): Promise<{ changes: BatchChanges; decided: number; times: DecisionTimes }> {
    const startMs = nowMs();
    const { maxDecisions, models, alerts, ...rest } = this.options;
    const options = { ...rest, ...models.domains };
    const before = await readState(tx, messages);
    const events: PatientEvent[] = [];
    const reviews: ReviewDue[] = [];
    let state = before;
    let decided = 0;
    const turns = new Turns(tx);
    for (const message of messages) {
      if (reviews.length >= maxDecisions) break;
      decided += 1;
      for (const step of decisionSteps(state, message, options)) {
        const outcome = step(state);
        state = outcome.state;
        events.push(...outcome.events);
        reviews.push(...outcome.events.filter((event) => event.type === 'ReviewDue'));
        await turns.takeIfDue();
      }
      if (reviews.length > 0) await turns.take();
    }
    const ruledMs = nowMs();
    const answers = await models.ask(reviews);
    const answeredMs = nowMs();
    const decisions: Decision[] = [];
    for (const decision of conclusions(state, reviews, answers)) {
      decisions.push(decision);
      await turns.takeIfDue();
    }
    const raised = decisions
      .filter(({ alerted }) => alerted)
      .map((decision) => ({ record: alertOf(decision, alerts), patientId: decision.patientId }));
    const changes = { patients: changedPatients(before, state), events, decisions, alerts: raised };
    return { changes, decided, times: { startMs, ruledMs, answeredMs } };
  }
}

/** Milliseconds since 1970, finer than Date.now(). */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

async function readState(tx: DecisionTransaction, messages: readonly MessageFacts[]): Promise<State> {
  const known = await tx.numbers(numbersToRead(messages));
  const patientIds = new Map(known.map(({ key, patient }) => [key, patient.id]));
  const ranges = [...lookBacks(messages, (key) => patientIds.get(key))];
  const results = await tx.results(
    ranges.map(([patientId, fromMs]) => ({ patientId, fromIso: new Date(fromMs).toISOString() })),
  );
  return initialState(known, results, await tx.mergesRecorded(mergeMessageIds(messages)));
}
