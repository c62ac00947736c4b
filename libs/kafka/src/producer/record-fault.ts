import { protocolType } from '../error/protocol-type';
import { RecordRejectedError } from '../error/record-rejected.error';
import { RecordTooLargeError } from '../error/record-too-large.error';
import { type PendingSend } from './pending-send';

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const REJECTED = new Set([
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
]);

/**
 * The error for a write's record, if a record is what the broker finds fault with; undefined for every other fault,
 * which trying again may mend. For a write of several it is not said which: divide, and ask again.
 */
export function recordFault(fault: Error, { record, bytes }: PendingSend): Error | undefined {
  const type = protocolType(fault);
  if (type === undefined) return undefined;
  if (TOO_LARGE.has(type)) return new RecordTooLargeError(record.topic, bytes, { cause: fault });
  if (REJECTED.has(type)) return new RecordRejectedError(record.topic, { cause: fault });
  return undefined;
}
