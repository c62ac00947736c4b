import { type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type FeedProfile } from '../fields/feed-profile';
import { readingContext } from '../fields/reading-context';
import { readMergedNumbers, readPatient } from '../identity/read-patient';
import { messageId } from '../messages/message-id';
import { messageType } from '../messages/message-type';
import { readProcessing } from '../messages/processing';
import { readCancelledOrders, readObservations } from '../observations/read-observations';
import { readTime } from '../times/read-time';

/** A message that merges more numbers is refused: a record keeps one more than that. */
export const MAX_MERGED_NUMBERS = 100;

export interface ExtractOptions {
  /** One message about one patient, as received. */
  bytes: Uint8Array;
  /** The same, parsed. */
  message: Hl7Message;
  feed: FeedProfile;
  receivedAt: Date;
  /** Upper bound of the record's JSON bytes. */
  maxBytes: number;
}

/**
 * Extracts the fields that consumers read without parsing HL7 again, and keeps the bytes for the rest.
 * @throws RecordBoundError if the record is certain to exceed `maxBytes`
 */
export function extractRecord(options: ExtractOptions): Hl7MessageRecord {
  const { bytes, message, feed, receivedAt, maxBytes } = options;
  const context = readingContext(message, feed);
  const type = messageType({ ...message.type, evn: message.get('EVN-1.1') });
  const patient = readPatient(message, type, context);
  const [merge = null, ...furtherMerges] = readMergedNumbers(message, patient, context);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const cancelledOrders = readCancelledOrders(message);
  return {
    schema: 1,
    id: messageId(bytes),
    feed: feed.name,
    receivedAt: receivedAt.toISOString(),
    type,
    controlId: message.controlId,
    sentAt: readTime(message.get('MSH-7.1'), context),
    patient,
    visit: readVisit(message),
    merge,
    ...(furtherMerges.length === 0 ? {} : { furtherMerges: furtherMerges.slice(0, MAX_MERGED_NUMBERS) }),
    ...readProcessing(message),
    observations: readObservations(message, context, maxBytes - raw.length),
    ...(cancelledOrders.length > 0 ? { cancelledOrders } : {}),
    raw,
  };
}

/** Reads PV1-19 and PV1-2; null without PV1. */
function readVisit(message: Hl7Message): Hl7MessageRecord['visit'] {
  const pv1 = message.first('PV1');
  return pv1 ? { number: fieldText(pv1.get('19.1')), patientClass: fieldText(pv1.get('2.1')) } : null;
}
