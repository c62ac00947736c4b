import { type AkiRule } from '@renwatch/aki';
import {
  apply,
  conclude,
  DEFAULT_PAGING_LIMITS,
  decide,
  type DecideOptions,
  type Decision,
  initialState,
  type MessageFacts,
  NO_DEMOGRAPHICS,
  numbersToRead,
  type PatientEvent,
  type State,
} from '@renwatch/decisions';
import { identity } from '@renwatch/store';
import { type DecisionPreview } from './preview';

const CREATININE = 'creatinine';
const NO_MODEL = { model: { kind: 'off' }, shadow: { kind: 'off' } } as const;

/** Changes that one message makes, and the decisions that follow. */
export interface MessageOutcome {
  changes: string[];
  decisions: DecisionPreview[];
}

/** Decides messages in order by the rule alone, for patients that nothing is known about before. */
export function previewDecisions(messages: readonly MessageFacts[], rule: AkiRule): MessageOutcome[] {
  const options: DecideOptions = {
    rule,
    model: null,
    shadow: null,
    paging: DEFAULT_PAGING_LIMITS,
    resultId: (patientId, result) => identity.resultId({ patientId, analyte: CREATININE, ...result }),
    decisionId: identity.decisionId,
  };
  let state = unknownPatients(messages);
  return messages.map((message) => {
    const { events, state: decided } = decide(state, message, options);
    state = decided;
    const reviews = events.filter((event) => event.type === 'ReviewDue');
    const decisions = conclude(state, reviews, NO_MODEL);
    for (const decision of decisions) state = apply(state, { type: 'DecisionMade', decision });
    return {
      changes: events.flatMap((event) => changeOf(event) ?? []),
      decisions: decisions.map(previewDecision),
    };
  });
}

function unknownPatients(messages: readonly MessageFacts[]): State {
  const known = numbersToRead(messages).map((number) => {
    const id = identity.patientId(number.key);
    const patient = { id, ...number, ...NO_DEMOGRAPHICS };
    return { id, key: number.key, isNew: true, merged: null, patient };
  });
  return initialState(known, new Map());
}

/** Describes an event that a sender can recognise; undefined for one that follows from others. */
function changeOf(event: PatientEvent): string | undefined {
  switch (event.type) {
    case 'ResultAdded':
      return `${placeOf(event)} is a new result`;
    case 'ResultRevised':
      return `${placeOf(event)} replaces the result of ${event.result.observedLocal}, revision ${event.result.revision}`;
    case 'ResultConfirmed':
      return `${placeOf(event)} repeats the result of ${event.result.observedLocal}`;
    case 'PatientsMerged':
      return event.isUnmatched ? 'merges a number that no message named before' : 'merges two patients';
    case 'SurvivorChanged':
      return 'reverses an earlier merge: the patient goes by this number again';
    case 'MergeConfirmed':
      return 'repeats an earlier merge';
    case 'MergeIgnored':
      return `merges nothing: ${event.reason}`;
    case 'DemographicsChanged':
      return 'changes the demographics';
    case 'ResultRefused':
      return `${placeOf(event)} is refused: ${event.reason}`;
    case 'ReviewDue':
    case 'ReviewsOmitted':
    case 'DecisionMade':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** A cancelled order changes results without an observation. */
function placeOf({ observation }: { observation: number | null }): string {
  return observation === null ? 'the cancelled order' : `OBX ${observation + 1}`;
}

function previewDecision(decision: Decision): DecisionPreview {
  const { patient, observedLocal, revision, stage, level, alerted, reason } = decision;
  return {
    patient: patient.mrn,
    time: observedLocal,
    ...{ revision, stage, level },
    pages: alerted,
    sentence: reason,
  };
}
