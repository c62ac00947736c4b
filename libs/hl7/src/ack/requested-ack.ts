import { type Hl7Message } from '../message/hl7-message';
import { readHeader } from './read-header';

/** MSA-1 in original mode, and of application acknowledgements: accepted, error, rejected. */
export type ApplicationAckCode = 'AA' | 'AE' | 'AR';

/** MSA-1 (HL7 table 0008); the last three are of accept acknowledgements in enhanced mode. */
export const ACK_CODES = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'] as const;
export type AckCode = (typeof ACK_CODES)[number];

const ACCEPT_CODES = { AA: 'CA', AE: 'CE', AR: 'CR' } as const;
/** HL7 table 0155: always, never, only on error, only on success. */
const CONDITIONS = ['AL', 'NE', 'ER', 'SU', ''];

/**
 * Chooses MSA-1 of the answer to a message as its MSH-15 and MSH-16 ask (HL7 chapter 2, acknowledgement modes), or
 * undefined if they ask for no answer. Both empty: original mode. In enhanced mode the accept acknowledgement comes
 * first; where none is due, the application acknowledgement. A message gets one answer at most: a sender that reads one
 * answer for each message would take a second one for the answer to its next message. Values that are not in the table
 * count as original mode.
 */
export function requestedAck(
  original: Hl7Message | Uint8Array,
  outcome: ApplicationAckCode,
): AckCode | undefined {
  const { raw } = readHeader(original);
  const [accept = '', application = ''] = [raw(15), raw(16)].map((text) => text.trim().toUpperCase());
  const isOriginal = accept === '' && application === '';
  if (isOriginal || !CONDITIONS.includes(accept) || !CONDITIONS.includes(application)) return outcome;
  if (isDue(accept, outcome)) return ACCEPT_CODES[outcome];
  return isDue(application, outcome) ? outcome : undefined;
}

function isDue(condition: string, outcome: ApplicationAckCode): boolean {
  return condition === 'AL' || condition === (outcome === 'AA' ? 'SU' : 'ER');
}
