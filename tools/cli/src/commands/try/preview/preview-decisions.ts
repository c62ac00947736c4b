import { type AkiRule } from '@renwatch/aki';
import {
  apply,
  conclusions,
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
import { formatTime } from '../../../command/format-time';
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
  const times = new Map<string, string>();
  let state = unknownPatients(messages);
  return messages.map((message) => {
    const { events, state: decided } = decide(state, message, options);
    state = decided;
    const reviews = events.filter((event) => event.type === 'ReviewDue');
    const decisions = [...conclusions(state, reviews, NO_MODEL)];
    for (const decision of decisions) state = apply(state, { type: 'DecisionMade', decision });
    return {
      changes: events.flatMap((event) => changeOf(event, times) ?? []),
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

/**
 * Describes an event that a sender can recognise; undefined for one that follows from others.
 * @param times the time of each result before the event, by id; updated
 */
function changeOf(event: PatientEvent, times: Map<string, string>): string | undefined {
  switch (event.type) {
    case 'ResultAdded':
      times.set(event.result.id, event.result.observedLocal);
      return `${placeOf(event)} is a new result`;
    case 'ResultRevised': {
      const { id, observedLocal, revision } = event.result;
      const before = times.get(id) ?? observedLocal;
      times.set(id, observedLocal);
      const isMoved = before.slice(0, observedLocal.length) !== observedLocal.slice(0, before.length);
      const moved = isMoved ? `, now of ${formatTime(observedLocal)}` : '';
      const change = `${placeOf(event)} replaces the result of ${formatTime(before)}${moved}, revision ${revision}`;
      return event.isSecondNumber
        ? `${change}: a second number of it in one message; give each its own OBX-4`
        : change;
    }
    case 'ResultConfirmed':
      return `${placeOf(event)} repeats the result of ${formatTime(event.result.observedLocal)}`;
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
    case 'ConfirmationUnmatched':
      return `${placeOf(event)} confirms a number that no message brought`;
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
  const { patient, observedLocal, revision, stage, level, alerted, reason, isNewest, withheld } = decision;
  return {
    patient: patient.mrn,
    time: observedLocal,
    ...{ revision, stage, level },
    pages: alerted,
    // An alert of the newest result that is neither raised nor withheld was raised before.
    wasPaged: level > 0 && isNewest && !alerted && withheld === null,
    sentence: reason,
  };
}
