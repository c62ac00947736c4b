import { formatTime } from '../../../command/format-time';
import {
  type DecisionPreview,
  type FramePreview,
  type MessagePreview,
  type ObservationPreview,
  type ReadMessagePreview,
} from '../preview/preview';

/** Describes a frame for a person, in lines. `!` marks what somebody should look at. */
export function formatFrame({ input, frame, ack, messages }: FramePreview): string[] {
  const answer = ack === null ? 'not answered' : `answered ${ack}`;
  return [
    `${input}, frame ${frame}: ${answer}`,
    ...messages.flatMap(formatMessage).map((line) => `  ${line}`),
  ];
}

function formatMessage(message: MessagePreview): string[] {
  if (message.kind === 'refused') return [`! refused (${message.reason}): ${message.detail}`];
  if (message.kind === 'ignored') return [`ignored (${message.reason})`];
  const { type, controlId, sentAt, unread, refusals, observations, changes, decisions } = message;
  const sent = sentAt === null ? 'MSH-7 is not a time' : `sent ${formatTime(sentAt)}`;
  return [
    joined([type || 'no type in MSH-9', controlId, `(${sent})`], ' '),
    ...formatPatient(message),
    ...(unread === null ? [] : [`! only the patient is read (${unread})`]),
    ...refusals.map(({ reason, detail }) => `! refused (${reason}): ${detail}`),
    ...observations.map(formatObservation),
    ...(changes.length === 0 ? [] : [`change    ${changes.join('; ')}`]),
    ...decisions.map(formatDecision),
  ];
}

function formatPatient({ patient, identifiers }: ReadMessagePreview): string[] {
  if (!patient) return ['patient   none: no usable number in PID-3'];
  const { number, authority, birthYear, isBirthDateUnreadable, isSexKnown } = patient;
  const born = birthYear === null ? 'birth date unknown' : `born ${birthYear}`;
  const line = `patient   ${number} of ${authority}, ${born}, sex ${isSexKnown ? 'known' : 'unknown'}`;
  const listed = identifiers.map(
    ({ type, authority: of, isPatientNumber }) =>
      `${type || 'no type'}${of === '' ? '' : ` of ${of}`}${isPatientNumber ? ' (used)' : ''}`,
  );
  return [
    line,
    ...(listed.length === 0 ? [] : [`PID-3     ${listed.join(', ')}`]),
    ...(isBirthDateUnreadable ? ['! PID-7 is not a date (birth-date-unreadable); write YYYYMMDD'] : []),
  ];
}

function formatObservation(observation: ObservationPreview): string {
  const { place, code, system, name, unit, time, isTimeAssumed, specimen, status } = observation;
  const coding = joined([code || 'no code', system], '@');
  const facts = [
    name === '' ? coding : `${coding} "${name}"`,
    unit,
    time === null ? 'no time' : `of ${formatTime(time)}${isTimeAssumed ? ' (assumed)' : ''}`,
    specimen,
    status === '' ? '' : `status ${status}`,
  ];
  return `OBX ${String(place).padEnd(5)} ${joined(facts, ', ')}: ${outcomeOf(observation)}`;
}

function outcomeOf({ outcome, umolPerL = '', reason, detail, code }: ObservationPreview): string {
  switch (outcome) {
    case 'counts':
      return `counts as ${umolPerL} umol/L`;
    case 'withdraws':
      return detail === undefined
        ? `withdraws the number sent before (${reason})`
        : `! withdraws the number sent before, and is refused (${reason}): ${detail}`;
    case 'refused':
      return `! refused (${reason}): ${detail}`;
    case 'ignored':
      return `ignored (${reason})`;
    case 'unmapped':
      return `! ignored: ${unmappedWords(reason, code)}`;
    case 'other':
      return 'not creatinine';
    default:
      return outcome satisfies never;
  }
}

function unmappedWords(reason: string | undefined, code: string): string {
  if (reason === 'message-type') return 'looks like creatinine, but a message of this type brings no results';
  const likely = reason === 'unit' ? 'its unit is one of creatinine' : 'it looks like creatinine';
  if (code === '')
    return `${likely}, but has no code in OBX-3, so it cannot be configured; ask the sender to fill in OBX-3.1`;
  return `the code is not configured, but ${likely}; if it is serum creatinine, add ${code} to CREATININE_CODES`;
}

function formatDecision({ patient, time, revision, pages, wasPaged, sentence }: DecisionPreview): string {
  const again = revision > 1 ? `, decided again (${revision})` : '';
  const paged = pages ? '! pages' : wasPaged ? 'does not page again' : 'no page';
  return `decision  ${patient}, result of ${formatTime(time)}${again}: ${sentence}: ${paged}`;
}

const joined = (parts: readonly string[], separator: string): string =>
  parts.filter((part) => part !== '').join(separator);
