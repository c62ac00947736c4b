import { type PatientEvent, type RefusedReason, type ResultRefused } from '@renwatch/decisions';
import { HL7_MESSAGES, deadLetter, decodeHl7Message, type DeadLetterRecord } from '@renwatch/events';
import { type LogMessage } from './log-batch';

export interface RefusedLettersOptions {
  message: LogMessage;
  messageId: string;
  partition: number;
  /** Counts the whole batch. */
  events: readonly PatientEvent[];
  failedAt: Date;
}

/** Returns a dead letter for each reason why results of the message were refused while it was decided; it holds the whole message. */
export function refusedLetters(options: RefusedLettersOptions): DeadLetterRecord[] {
  const { messageId, events } = options;
  const refused = events
    .filter((event) => event.type === 'ResultRefused')
    .filter(({ message }) => message.messageId === messageId);
  const reasons = new Set(refused.map(({ reason }) => reason));
  return [...reasons].map((reason) =>
    refusedLetter(
      reason,
      refused.filter((event) => event.reason === reason),
      options,
    ),
  );
}

function refusedLetter(
  reason: RefusedReason,
  refused: readonly ResultRefused[],
  { message, messageId, partition, failedAt }: RefusedLettersOptions,
): DeadLetterRecord {
  const { feed, raw } = decodeHl7Message(message.value);
  const observations = new Set(refused.map(({ observation }) => observation));
  const [observation = null] = observations;
  const offset = String(message.offset);
  return deadLetter({
    origin: 'inference',
    place: [HL7_MESSAGES, partition, offset, observation],
    reason,
    detail: `${observations.size} of this message: ${DETAILS[reason]}`,
    source: {
      ...{ feed, topic: HL7_MESSAGES, partition, offset, messageId },
      observation: observations.size === 1 ? observation : null,
    },
    failedAt,
    payload: { base64: raw },
  });
}

const DETAILS: Readonly<Record<RefusedReason, string>> = {
  'too-many-results': 'the patient has more results within a year than one person can have',
  'too-many-revisions': 'the result was changed more often than any result is',
};
