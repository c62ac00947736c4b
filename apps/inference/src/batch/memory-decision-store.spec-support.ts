import { type TimelineResult } from '../timeline/timeline-result';
import {
  type BatchChanges,
  type DecisionStore,
  type DecisionTransaction,
  type KnownPatient,
} from './decision.store';

interface State {
  progress: Map<number, bigint>;
  patients: Map<string, KnownPatient>;
  results: Map<string, { patientId: string; result: TimelineResult }>;
  decisions: BatchChanges['decisions'];
  alerts: BatchChanges['alerts'];
}

/** The decision store's port in memory, with transactions that roll back. */
export class MemoryDecisionStore implements DecisionStore {
  state: State = { progress: new Map(), patients: new Map(), results: new Map(), decisions: [], alerts: [] };
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
      patients: new Map(this.state.patients),
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
      patients: (identities) => {
        for (const { key } of identities) {
          const fresh = { id: `p:${key}`, birthDate: null, sex: 'U' as const, demographicsAt: null };
          if (!state.patients.has(key)) state.patients.set(key, fresh);
        }
        const keys = identities.map((one) => one.key);
        return Promise.resolve(new Map([...state.patients].filter(([key]) => keys.includes(key))));
      },
      timelines: (ranges) =>
        Promise.resolve(
          new Map(
            ranges.map(({ patientId, fromIso }) => [
              patientId,
              [...state.results.values()]
                .filter(
                  (one) => one.patientId === patientId && one.result.observedAtMs >= Date.parse(fromIso),
                )
                .map((one) => one.result),
            ]),
          ),
        ),
      save: (changes) => this.save(state, changes),
    };
  }

  private alertedLevel(state: State, resultId: string): number {
    const about = state.decisions.filter(({ draft, alerts }) => alerts && draft.result.id === resultId);
    return Math.max(0, ...about.map(({ level }) => level));
  }

  private save(state: State, changes: BatchChanges): Promise<void> {
    this.saves += 1;
    const failure = this.failures.shift() ?? this.poisons(changes);
    if (failure) return Promise.reject(failure);
    for (const { key, id, birthDate, sex, demographicsAt } of changes.patients) {
      state.patients.set(key, { id, birthDate, sex, demographicsAt });
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
