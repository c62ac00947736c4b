import { nhsEnglandRule } from '@renwatch/aki';
import { apply } from './apply';
import { conclusions } from './conclude';
import { decide, type DecideOptions } from './decide';
import { type Decision } from './decision';
import { type MergeIgnored, type PatientEvent } from './events';
import { type MessageFacts, type PatientNumber } from './facts';
import { NO_DEMOGRAPHICS } from './demographics';
import { DEFAULT_LIMITS, type DecisionLimits } from './limits';
import { lookBacks, numbersToRead } from './look-back';
import { NO_MODEL, type ModelAnswerer } from './messages.spec-support';
import { type PatientIdentity } from './patient';
import { type Result } from './result';
import { initialState, type KnownNumber, type OwnedNumber, type State } from './state';
import { inOrder, put } from './timeline';
import { SpanTable } from './span-table.spec-support';
import { type PagingLimits } from './withhold';

export interface Models {
  model?: ModelAnswerer;
  shadow?: ModelAnswerer;
  paging?: PagingLimits;
  limits?: DecisionLimits;
}

/** A decision with the ids of the results it looked back on. */
type PlainDecision = Omit<Decision, 'history'> & { history: string[]; historyRevisions: number[] };

function plainDecision({ history, ...decision }: Decision): PlainDecision {
  const earlier = history.results();
  return {
    ...decision,
    history: earlier.map(({ id }) => id),
    historyRevisions: earlier.map(({ revision }) => revision),
  };
}

const NO_LIMITS: PagingLimits = { maxResultAgeMs: Infinity, maxMessageAgeMs: Infinity };

/** Plays batches as inference does: reads the state of a batch, decides it, and keeps the outcome in memory. */
export class Hospital {
  readonly events: PatientEvent[] = [];
  readonly decisions: PlainDecision[] = [];
  readonly spans = new SpanTable();
  private readonly numbers = new Map<string, OwnedNumber>();
  private readonly identities = new Map<string, PatientIdentity>();
  /** By patient id. */
  private readonly results = new Map<string, readonly Result[]>();
  private mergeMessages: ReadonlySet<string> = new Set();

  constructor(private readonly models: Models = {}) {}

  /** @param recordsSpans false: as a version does that records lists */
  batch(messages: readonly MessageFacts[], { recordsSpans = true } = {}): void {
    const { model = NO_MODEL, shadow = NO_MODEL, paging = NO_LIMITS, limits = DEFAULT_LIMITS } = this.models;
    const options: DecideOptions = {
      rule: nhsEnglandRule,
      paging,
      limits,
      model: model.info,
      shadow: shadow.info,
      decisionId: (resultId, revision) => `${resultId}#${revision}`,
      resultId: (numberId, { order, observedAt, subId, umolPerL, distinct }) =>
        JSON.stringify([numberId, order, observedAt, subId, order === '' ? umolPerL : '', distinct]),
    };
    let state = this.read(messages);
    const events: PatientEvent[] = [];
    for (const facts of messages) {
      const outcome = decide(state, facts, options);
      state = outcome.state;
      events.push(...outcome.events);
    }
    const reviews = events.filter((event) => event.type === 'ReviewDue');
    const answers = { model: model.answer(reviews), shadow: shadow.answer(reviews) };
    const decisions = [...conclusions(state, reviews, answers)];
    const made = decisions.map((decision) => ({ type: 'DecisionMade', decision }) as const);
    this.keep(events, made.reduce(apply, state));
    this.events.push(...events, ...made);
    this.decisions.push(...decisions.map(plainDecision));
    if (recordsSpans) this.spans.record(decisions);
  }

  /** The patient whom a number leads to. */
  patient(mrn: string): PatientIdentity | undefined {
    return this.identities.get(this.numbers.get(keyOf(mrn))?.patientId ?? '');
  }

  /** The results of the patient whom a number leads to, by time. */
  resultsOf(mrn: string): readonly Result[] {
    return inOrder(this.results.get(this.patient(mrn)?.id ?? '') ?? []);
  }

  /** The patient and merge time of each number, and the demographics of each patient. */
  get people(): unknown {
    return [[...this.numbers].sort(), [...this.identities].sort()];
  }

  /** Makes the patient's results history, as if they had been imported. */
  forgetDecisions(mrn: string): void {
    const imported = this.resultsOf(mrn).map((result) => ({
      ...result,
      ...{ origin: 'history' as const, decision: null },
    }));
    this.results.set(this.patient(mrn)?.id ?? '', imported);
  }

  private read(messages: readonly MessageFacts[]): State {
    const known = numbersToRead(messages).map((number) => this.known(number));
    const ranges = lookBacks(messages, (key) => this.numbers.get(key)?.patientId);
    const read = [...ranges].map(([patientId, fromMs]) => {
      const results = this.results.get(patientId) ?? [];
      return [patientId, results.filter(({ observedAtMs }) => observedAtMs >= fromMs)] as const;
    });
    return initialState(known, new Map(read), this.mergeMessages);
  }

  private known({ key, authority, mrn }: PatientNumber): KnownNumber {
    const isNew = !this.numbers.has(key);
    const unknown = { id: `p:${key}`, merged: null, patientId: `p:${key}` };
    const { id, merged, patientId } = this.numbers.get(key) ?? unknown;
    const patient = this.identities.get(patientId) ?? { id, key, authority, mrn, ...NO_DEMOGRAPHICS };
    this.numbers.set(key, { id, merged, isNew: false, patientId });
    this.identities.set(patientId, patient);
    return { id, key, merged, isNew, patient };
  }

  private keep(events: readonly PatientEvent[], state: State): void {
    for (const event of events) {
      if (event.type === 'PatientsMerged' || event.type === 'SurvivorChanged') this.move(event);
    }
    this.mergeMessages = state.mergeMessages;
    for (const [key, number] of this.numbers)
      this.numbers.set(key, { ...(state.numbers.get(key) ?? number), isNew: false });
    for (const { results, live: _live, history: _history, ...identity } of state.patients.values()) {
      this.identities.set(identity.id, identity);
      this.results.set(
        identity.id,
        results.reduce(put<Result>, inOrder(this.results.get(identity.id) ?? [])),
      );
    }
  }

  /** Also moves the numbers that the batch did not name. */
  private move({ patientId, intoId }: { patientId: string; intoId: string }): void {
    for (const [key, number] of this.numbers) {
      if (number.patientId === patientId) this.numbers.set(key, { ...number, patientId: intoId });
    }
    const moved = [...(this.results.get(intoId) ?? []), ...(this.results.get(patientId) ?? [])];
    this.results.set(intoId, moved);
    this.results.delete(patientId);
    this.identities.delete(patientId);
  }
}

const keyOf = (mrn: string) => `local|${mrn}`;

/** Starts a spec: `given` plays each message in a batch of its own, `when` plays all in one batch, `then…` checks. */
export function given(...messages: readonly MessageFacts[]): Scenario {
  return new Scenario().given(...messages);
}

export class Scenario {
  private events: readonly PatientEvent[] = [];
  private decisions: readonly PlainDecision[] = [];

  constructor(readonly hospital = new Hospital()) {}

  given(...messages: readonly MessageFacts[]): this {
    for (const facts of messages) this.hospital.batch([facts]);
    return this;
  }

  when(...messages: readonly MessageFacts[]): this {
    const { events, decisions } = this.hospital;
    const [eventsBefore, decisionsBefore] = [events.length, decisions.length];
    this.hospital.batch(messages);
    this.events = events.slice(eventsBefore);
    this.decisions = decisions.slice(decisionsBefore);
    return this;
  }

  /** Expects the types of the events, without those of decisions. */
  thenEvents(...types: readonly PatientEvent['type'][]): this {
    expect(this.events.map(({ type }) => type).filter((type) => type !== 'DecisionMade')).toEqual(types);
    return this;
  }

  /** Expects that the merges of the messages changed nothing, for these reasons. */
  thenMergesIgnored(...reasons: readonly MergeIgnored['reason'][]): this {
    this.thenEvents(...reasons.map(() => 'MergeIgnored' as const));
    expect(this.events).toMatchObject(reasons.map((reason) => ({ reason })));
    return this;
  }

  /** Expects these decisions, in order, as far as they are described. */
  thenDecisions(...expected: readonly Partial<PlainDecision>[]): this {
    expect(this.decisions).toMatchObject(expected);
    return this;
  }

  /** Expects the values that were paged for since the start of the spec, in order. */
  thenPaged(...umolPerL: readonly number[]): this {
    const paged = this.hospital.decisions.filter(({ alerted }) => alerted);
    expect(paged.map(({ creatinineUmolPerL }) => creatinineUmolPerL)).toEqual(umolPerL);
    return this;
  }

  /** Expects the patient's results as they stand, by time. */
  thenResults(mrn: string, ...expected: readonly Partial<Result>[]): this {
    expect(this.hospital.resultsOf(mrn)).toMatchObject(expected);
    return this;
  }
}
