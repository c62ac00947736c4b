import {
  isMerge,
  isRecordedMerge,
  isResultEvent,
  NO_DEMOGRAPHICS,
  type MergeMoment,
  type PatientIdentity,
  type Result,
} from '@renwatch/decisions';
import { type Checkpoint } from '@renwatch/store';
import { type BatchChanges, type DecisionStore, type DecisionTransaction } from './decision-store.port';

interface StoredNumber {
  id: string;
  mergedInto: string | null;
  merged: MergeMoment | null;
  identity: PatientIdentity;
}

interface State {
  /** Next offsets. */
  progress: Map<number, bigint>;
  trails: Map<number, readonly Checkpoint[]>;
  numbers: Map<string, StoredNumber>;
  mergeMessages: Set<string>;
  /** By id, each with the number that it came under. */
  results: Map<string, { numberId: string; result: Result }>;
  decisions: BatchChanges['decisions'][number][];
  alerts: BatchChanges['alerts'][number][];
}

/** The database ended a statement that took too long. */
export class TimeOut extends Error {
  readonly retriable = true;
}

/** Keeps decisions in memory, with transactions that roll back. */
export class MemoryDecisionStore implements DecisionStore {
  state: State = {
    ...{ progress: new Map(), trails: new Map(), numbers: new Map(), mergeMessages: new Set() },
    ...{ results: new Map(), decisions: [], alerts: [] },
  };
  /** Thrown by the next saves, one each. */
  failures: Error[] = [];
  /** Returns the error of a save that no retry can fix. */
  poisons: (changes: BatchChanges) => Error | undefined = () => undefined;
  /** When patients were erased, by key. */
  erased = new Map<string, string>();
  saves = 0;
  keptAlive = 0;

  isRetriable(error: unknown): boolean {
    return (error as { retriable?: boolean }).retriable === true;
  }

  isTimeOut(error: unknown): boolean {
    return error instanceof TimeOut;
  }

  /** False: everything times out. */
  answersInTime = true;

  probe(): Promise<void> {
    return this.answersInTime ? Promise.resolve() : Promise.reject(new TimeOut('slow'));
  }

  async transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T> {
    const state: State = {
      progress: new Map(this.state.progress),
      trails: new Map(this.state.trails),
      numbers: new Map(this.state.numbers),
      mergeMessages: new Set(this.state.mergeMessages),
      results: new Map(this.state.results),
      decisions: [...this.state.decisions],
      alerts: [...this.state.alerts],
    };
    const done = await work(this.within(state));
    this.state = state;
    return done;
  }

  private within(state: State): DecisionTransaction {
    return {
      lockProgress: (partition) =>
        Promise.resolve({
          nextOffset: state.progress.get(partition) ?? 0n,
          trail: state.trails.get(partition) ?? [],
        }),
      advanceProgress: (partition, { nextOffset, trail }) => {
        state.progress.set(partition, nextOffset);
        state.trails.set(partition, trail);
        return Promise.resolve();
      },
      erasedKeys: (keys) => Promise.resolve(new Map([...this.erased].filter(([key]) => keys.includes(key)))),
      numbers: (numbers) => {
        const added = new Set<string>();
        for (const { key, authority, mrn } of numbers) {
          if (state.numbers.has(key)) continue;
          const id = `p:${key}`;
          const identity = { id, key, authority, mrn, ...NO_DEMOGRAPHICS };
          state.numbers.set(key, { id, mergedInto: null, merged: null, identity });
          added.add(key);
        }
        return Promise.resolve(
          numbers.map(({ key }) => {
            const { id, merged } = numberOf(state, (number) => number.identity.key === key);
            const patient = survivorOf(state, id).identity;
            return { id, key, isNew: added.has(key), merged, patient };
          }),
        );
      },
      mergesRecorded: (ids) => Promise.resolve(new Set(ids.filter((id) => state.mergeMessages.has(id)))),
      results: (ranges) =>
        Promise.resolve(
          new Map(
            ranges.map(({ patientId, fromIso }) => [
              patientId,
              [...state.results.values()]
                .filter(({ numberId }) => survivorOf(state, numberId).id === patientId)
                .map(({ result }) => result)
                .filter(({ observedAtMs }) => observedAtMs >= Date.parse(fromIso)),
            ]),
          ),
        ),
      save: (changes) => this.save(state, changes),
      keepAlive: () => Promise.resolve(void (this.keptAlive += 1)),
    };
  }

  private save(state: State, changes: BatchChanges): Promise<void> {
    this.saves += 1;
    const failure = this.failures.shift() ?? this.poisons(changes);
    if (failure) return Promise.reject(failure);
    const changeNumbers = (change: (number: StoredNumber) => StoredNumber) => {
      for (const [key, number] of state.numbers) state.numbers.set(key, change(number));
    };
    for (const { id, birthDate, sex, demographicsAt, deleted, death } of changes.patients) {
      changeNumbers((number) => {
        const identity = { ...number.identity, birthDate, sex, demographicsAt, deleted, death };
        return number.id === id ? { ...number, identity } : number;
      });
    }
    for (const { message } of changes.events.filter(isRecordedMerge))
      state.mergeMessages.add(message.messageId);
    for (const { patientId, intoId, message } of changes.events.filter(isMerge)) {
      const { sentAt, receivedAt, messageId } = message;
      changeNumbers((number) => {
        if (number.id === intoId) return { ...number, mergedInto: null, merged: null };
        if (number.id === patientId)
          return { ...number, mergedInto: intoId, merged: { sentAt, receivedAt, messageId } };
        return number.mergedInto === patientId ? { ...number, mergedInto: intoId } : number;
      });
    }
    for (const { numberId, result } of changes.events.filter(isResultEvent)) {
      const known = state.results.get(result.id);
      state.results.set(result.id, {
        numberId: known?.numberId ?? numberId,
        result: { ...result, decision: known?.result.decision ?? null },
      });
    }
    for (const decision of changes.decisions) {
      state.decisions.push(decision);
      const stored = state.results.get(decision.resultId);
      if (!stored) throw new Error('a decision without its result');
      const { id, revision, alerted, level } = decision;
      const before = stored.result.decision?.alertedLevel ?? 0;
      const head = { id, revision, alertedLevel: alerted ? Math.max(before, level) : before };
      state.results.set(decision.resultId, { ...stored, result: { ...stored.result, decision: head } });
    }
    state.alerts.push(...changes.alerts);
    return Promise.resolve();
  }
}

function numberOf(state: State, matches: (number: StoredNumber) => boolean): StoredNumber {
  const number = [...state.numbers.values()].find(matches);
  if (!number) throw new Error('no such number');
  return number;
}

function survivorOf(state: State, numberId: string): StoredNumber {
  const { mergedInto } = numberOf(state, ({ id }) => id === numberId);
  return numberOf(state, ({ id }) => id === (mergedInto ?? numberId));
}
