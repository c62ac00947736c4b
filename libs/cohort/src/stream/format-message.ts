import { type Patient } from '../patient/patient';
import { type PatientEvent } from '../timeline/patient-event';
import { type CohortMessage } from './cohort-message';
import { formatLocalTime } from './format-local-time';

/** The message for an event, in the form that the hospital of the course uses. */
export function formatMessage(given: {
  patient: Patient;
  event: PatientEvent;
  sequence: number;
  /** Returns the value to send for a measured value. */
  sent: (umolPerL: string) => string;
}): CohortMessage {
  const { patient, event } = given;
  const local = formatLocalTime(event.atMs);
  const type = messageType(event);
  const header = `MSH|^~\\&|SIMULATION|RENWATCH COHORT|||${local}||${type}|C${String(given.sequence).padStart(8, '0')}|P|2.5`;
  const person = `PID|1||${patient.mrn}||${patient.name}||${patient.birthDate.replaceAll('-', '')}|${patient.sex}`;
  const plain = { atMs: event.atMs, type, mrn: patient.mrn };
  if (event.kind !== 'result') return { ...plain, bytes: encode([header, person]) };
  const sent = given.sent(event.umolPerL);
  return {
    ...plain,
    bytes: encode([header, `PID|1||${patient.mrn}`, `OBR|1||||||${local}`, `OBX|1|SN|CREATININE||${sent}`]),
    result: { local, umolPerL: event.umolPerL, sent, aki: event.aki, injuryStage: event.injuryStage },
  };
}

function messageType(event: PatientEvent): CohortMessage['type'] {
  switch (event.kind) {
    case 'admitted':
      return 'ADT^A01';
    case 'visited':
      return 'ADT^A04';
    case 'discharged':
      return 'ADT^A03';
    case 'result':
      return 'ORU^R01';
    default:
      return event satisfies never;
  }
}

function encode(segments: readonly string[]): Uint8Array {
  return new TextEncoder().encode(segments.map((segment) => `${segment}\r`).join(''));
}
