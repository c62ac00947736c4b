import {
  type MergeEvent,
  type MergeIgnored,
  type PatientEvent,
  type PatientsMerged,
  type SurvivorChanged,
} from './events';
import { type Patient, patientWith, resultOf, withDecision, withResult } from './patient';
import { numberOf, patientOf, type OwnedNumber, type State } from './state';

/**
 * Returns the state after an event. Nothing else makes a next state.
 * @throws TypeError if the state lacks a patient, number or result of the event
 */
export function apply(state: State, event: PatientEvent): State {
  switch (event.type) {
    case 'DemographicsChanged':
      return withPatient(state, { ...patientOf(state, event.patientId), ...event.demographics });
    case 'PatientsMerged':
      return merge(state, event);
    case 'SurvivorChanged':
      return changeSurvivor(state, event);
    case 'MergeConfirmed':
      return withMergeMessage({ ...state, numbers: state.numbers.map(mergedBy(event)) }, event);
    case 'MergeIgnored':
      return withMergeMessage(state, event);
    case 'ResultAdded':
    case 'ResultRevised':
    case 'ResultConfirmed':
      return withPatient(state, withResult(patientOf(state, event.patientId), event.result));
    case 'ResultRefused':
    case 'ConfirmationUnmatched':
    case 'ReviewsOmitted':
      return state;
    case 'ReviewDue': {
      const { result, decisionId, revision } = event;
      // `DecisionMade` raises the level, after the model has answered.
      const alertedLevel = result.decision?.alertedLevel ?? 0;
      const head = { id: decisionId, revision, alertedLevel };
      return withPatient(state, withDecision(patientOf(state, event.patientId), result, head));
    }
    case 'DecisionMade': {
      const { alerted, level: alertedLevel, patient: number, resultId: id, observedAtMs } = event.decision;
      const patient = patientOf(state, numberOf(state, number.key).patientId);
      const head = resultOf(patient, { id, observedAtMs }).decision;
      if (!alerted || !head) return state;
      return withPatient(state, withDecision(patient, { id, observedAtMs }, { ...head, alertedLevel }));
    }
    default:
      return event satisfies never;
  }
}

function withPatient(state: State, patient: Patient): State {
  return { ...state, patients: state.patients.with(patient.id, patient) };
}

function merge(state: State, event: PatientsMerged): State {
  const into = patientOf(state, event.intoId);
  const from = patientOf(state, event.patientId);
  const patient = patientWith({ ...into, ...event.demographics }, [...into.results, ...from.results]);
  return moveNumbers(withPatient(state, patient), event);
}

function changeSurvivor(state: State, event: SurvivorChanged): State {
  const patient = { ...patientOf(state, event.patientId), ...event.number, id: event.intoId };
  return moveNumbers(withPatient(state, patient), event);
}

/** Gives the numbers of the patient that goes to the one that stays. */
function moveNumbers(state: State, event: PatientsMerged | SurvivorChanged): State {
  const { numbers, patients } = state;
  const merged = mergedBy(event);
  const moved = {
    ...state,
    patients: patients.with(event.patientId, undefined),
    numbers: numbers.map((number) => {
      const owned = number.patientId === event.patientId ? { ...number, patientId: event.intoId } : number;
      return merged(owned);
    }),
  };
  return withMergeMessage(moved, event);
}

/** The number that goes remembers the latest merge; the one that stays belongs to itself. */
function mergedBy({ patientId, intoId, message }: MergeEvent) {
  const { sentAt, receivedAt, messageId } = message;
  const moment = { sentAt, receivedAt, messageId };
  return (number: OwnedNumber): OwnedNumber => {
    if (number.id === patientId) return { ...number, merged: moment };
    return number.id === intoId ? { ...number, merged: null } : number;
  };
}

function withMergeMessage(state: State, { message }: MergeEvent | MergeIgnored): State {
  return { ...state, mergeMessages: new Set([...state.mergeMessages, message.messageId]) };
}
