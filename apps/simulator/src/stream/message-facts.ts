import { formatLocal14, Hl7ParseError, type Hl7Message, parseMessage, parseTimestamp } from '@renwatch/hl7';

/** The fields of a sent message that the simulator itself needs. */
export interface MessageFacts {
  /** First component of PID-3. */
  mrn: string | undefined;
  /** Distinct times of the results, 14 digits: OBX-14, else OBR-7. */
  observed: readonly string[];
  /** MSH-7 in ms since 1970. UTC is assumed without a zone, because only differences are used. */
  sentAtMs: number | undefined;
}

/** Leaves out missing or malformed fields, because a stream may contain anything. */
export function messageFacts(payload: Uint8Array): MessageFacts {
  const message = read(payload);
  if (!message) return { mrn: undefined, observed: [], sentAtMs: undefined };
  const sentAt = timeOf(message.header.get('7.1'));
  return {
    mrn: message.get('PID-3.1').trim() || undefined,
    observed: observedTimes(message),
    sentAtMs: sentAt && Date.parse(sentAt.instant),
  };
}

function read(payload: Uint8Array): Hl7Message | undefined {
  try {
    return parseMessage(payload);
  } catch (error) {
    if (error instanceof Hl7ParseError) return undefined;
    throw error;
  }
}

function observedTimes({ segments }: Hl7Message): string[] {
  const times = new Set<string>();
  let orderedAt = '';
  for (const segment of segments) {
    if (segment.name === 'OBR') orderedAt = segment.get('7.1');
    if (segment.name !== 'OBX') continue;
    const time = timeOf(segment.get('14.1') || orderedAt);
    if (time) times.add(formatLocal14(time.local));
  }
  return [...times];
}

const timeOf = (text: string) => parseTimestamp(text, { timezone: 'UTC' });
