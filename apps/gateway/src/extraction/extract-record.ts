import { HL7_MESSAGE_SCHEMA, type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { type Feed } from '../feed/feed';
import { extractIdentity } from './extract-identity';
import { extractObservations } from './extract-observations';
import { extractPatient } from './extract-patient';
import { extractTime } from './extract-time';
import { extractVisit } from './extract-visit';
import { extractionContext } from './extraction-context';
import { messageId } from './message-id';
import { valueOf } from './value-of';

export interface ExtractOptions {
  /** As received, of one message about one patient. */
  bytes: Uint8Array;
  message: Hl7Message;
  feed: Pick<Feed, 'name' | 'timezone' | 'authority'>;
  receivedAt: Date;
  /** Of the record. */
  maxBytes: number;
}

/**
 * What consumers read without parsing HL7 again, and the bytes for what is not extracted.
 * @throws RecordBoundError where that is certain to take more than a record may
 */
export function extractRecord(options: ExtractOptions): Hl7MessageRecord {
  const { bytes, message, feed, receivedAt, maxBytes } = options;
  const context = extractionContext(message, feed);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return {
    schema: HL7_MESSAGE_SCHEMA,
    id: messageId(bytes),
    feed: feed.name,
    receivedAt: receivedAt.toISOString(),
    type: messageType(message),
    controlId: message.controlId,
    sentAt: extractTime(message.get('MSH-7.1'), context),
    patient: extractPatient(message, context),
    visit: extractVisit(message),
    merge: extractIdentity(message.first('MRG'), 1, context),
    observations: extractObservations(message, context, maxBytes - raw.length),
    raw,
  };
}

/** `ORU^R01`, or the code alone where MSH-9 has no event. */
export function messageType(message: Hl7Message): string {
  const { code, event } = message.type;
  return [code, event]
    .map(valueOf)
    .filter((part) => part !== '')
    .join('^');
}
