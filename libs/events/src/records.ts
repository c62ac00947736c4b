import { AKI_ALERTS } from './aki-alert/aki-alert.topic';
import { akiAlertJsonSchema } from './aki-alert/aki-alert.value';
import { DEAD_LETTERS } from './dead-letter/dead-letter.topic';
import { deadLetterJsonSchema } from './dead-letter/dead-letter.value';
import { DEAD_LETTER_ACTIONS } from './dead-letter-action/dead-letter-action.topic';
import { deadLetterActionJsonSchema } from './dead-letter-action/dead-letter-action.value';
import { HL7_MESSAGES } from './hl7-message/hl7-message.topic';
import { hl7MessageJsonSchema } from './hl7-message/hl7-message.value';

/** A kind of record, as documents describe it. */
export interface RecordDescription {
  name: string;
  topic: string;
  key: string;
  purpose: string;
  writers: readonly string[];
  /** Returns JSON Schema, draft 7. */
  jsonSchema: () => object;
}

/** Every kind of record on a topic. `gateway.feeds` has none: its records are empty. */
export const RECORDS: readonly RecordDescription[] = [
  {
    name: 'hl7-message',
    topic: HL7_MESSAGES,
    key: 'the patient’s key, `authority|number`, or the message’s id without a patient',
    purpose: 'An accepted HL7 message, parsed, with its bytes',
    writers: ['gateway'],
    jsonSchema: hl7MessageJsonSchema,
  },
  {
    name: 'aki-alert',
    topic: AKI_ALERTS,
    key: 'the patient’s key',
    purpose: 'A recorded decision that is to be paged',
    writers: ['inference'],
    jsonSchema: akiAlertJsonSchema,
  },
  {
    name: 'dead-letter',
    topic: DEAD_LETTERS,
    key: 'the letter’s id',
    purpose: 'A message, alert or page that could not be processed, whole, with the reason',
    writers: ['gateway', 'inference', 'pager'],
    jsonSchema: deadLetterJsonSchema,
  },
  {
    name: 'dead-letter-action',
    topic: DEAD_LETTER_ACTIONS,
    key: 'the letter’s id',
    purpose: 'Who replayed or discarded a dead letter, when, and the result',
    writers: ['renwatch dead-letters'],
    jsonSchema: deadLetterActionJsonSchema,
  },
];
