import { type TimelineResult } from '../timeline/timeline-result';
import {
  type BatchChanges,
  type DecisionStore,
  type DecisionTransaction,
  type KnownNumber,
  type KnownPatient,
} from './decision.store';

interface StoredNumber {
  id: string;
  mergedInto: string | null;
  mergedAt: string | null;
  known: KnownPatient;
}

interface State {
  progress: Map<number, bigint>;
  numbers: Map<string, StoredNumber>;
  results: Map<string, { patientId: string; result: TimelineResult }>;
  decisions: BatchChanges['decisions'];
  alerts: BatchChanges['alerts'];
}

/** The decision store's port in memory, with transactions that roll back. */
export class MemoryDecisionStore implements DecisionStore {
  state: State = { progress: new Map(), numbers: new Map(), results: new Map(), decisions: [], alerts: [] };
  /** Thrown by the next saves, one each, or by every save that holds a result `poisons` knows. */
  failures: Error[] = [];
  poisons: (changes: BatchChanges) => Error | undefined = () => undefined;
  saves = 0;

  isRetriable(error: unknown): boolean {
    return (error as { retriable?: boolean }).retriable === true;
  }

  async transaction<T>(work: (tx: DecisionTransaction) => Promise<T>): Promise<T> {
    const state: State = {
      progress: new Map(this.state.progress),
      numbers: new Map(this.state.numbers),
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
      lockProgress: (partition) => Promise.resolve(state.progress.get(partition) ?? 0n),
      advanceProgress: (partition, next) => Promise.resolve(void state.progress.set(partition, next)),
      numbers: (numbers) => {
        for (const { key, authority, mrn } of numbers) {
          const id = `p:${key}`;
          const known = { id, key, authority, mrn, birthDate: null, sex: 'U' as const, demographicsAt: null };
          if (!state.numbers.has(key))
            state.numbers.set(key, { id, mergedInto: null, mergedAt: null, known });
        }
        return Promise.resolve(new Map(numbers.map(({ key }) => [key, this.knownNumber(state, key)])));
      },
      timelines: (ranges) =>
        Promise.resolve(
          new Map(
            ranges.map(({ patientId, fromIso }) => [
              patientId,
              [...state.results.values()]
                .filter(
                  (one) =>
                    this.survivorId(state, one.patientId) === patientId &&
                    one.result.observedAtMs >= Date.parse(fromIso),
                )
                .map((one) => one.result),
            ]),
          ),
        ),
      save: (changes) => this.save(state, changes),
    };
  }

  private knownNumber(state: State, key: string): KnownNumber {
    const number = state.numbers.get(key);
    const survivorId = number && this.survivorId(state, number.id);
    const survivor = [...state.numbers.values()].find(({ id }) => id === survivorId);
    if (!number || !survivor) throw new Error(`no number ${key}`);
    return { id: number.id, mergedAt: number.mergedAt, patient: survivor.known };
  }

  private survivorId(state: State, patientId: string): string {
    const number = [...state.numbers.values()].find(({ id }) => id === patientId);
    return number?.mergedInto ?? patientId;
  }

  private alertedLevel(state: State, resultId: string): number {
    const about = state.decisions.filter(({ draft, alerts }) => alerts && draft.result.id === resultId);
    return Math.max(0, ...about.map(({ level }) => level));
  }

  private save(state: State, changes: BatchChanges): Promise<void> {
    this.saves += 1;
    const failure = this.failures.shift() ?? this.poisons(changes);
    if (failure) return Promise.reject(failure);
    const changeNumbers = (change: (number: StoredNumber) => StoredNumber) => {
      for (const [key, number] of state.numbers) state.numbers.set(key, change(number));
    };
    for (const known of changes.patients) {
      changeNumbers((number) => (number.id === known.id ? { ...number, known } : number));
    }
    for (const { patientId, intoId, sentAt } of changes.merges) {
      changeNumbers((number) => {
        if (number.id === intoId) return { ...number, mergedInto: null, mergedAt: null };
        if (number.id === patientId) return { ...number, mergedInto: intoId, mergedAt: sentAt };
        return number.mergedInto === patientId ? { ...number, mergedInto: intoId } : number;
      });
    }
    for (const one of changes.results) state.results.set(one.result.id, one);
    for (const decision of changes.decisions) {
      state.decisions.push(decision);
      const { result, decisionId, revision } = decision.draft;
      const stored = state.results.get(result.id);
      if (stored) {
        const alertedLevel = this.alertedLevel(state, result.id);
        const head = { id: decisionId, revision, level: decision.level, alertedLevel };
        state.results.set(result.id, { ...stored, result: { ...stored.result, decision: head } });
      }
    }
    state.alerts.push(...changes.alerts);
    return Promise.resolve();
  }
}
