import { type Hl7Message } from '@renwatch/hl7';
import { type Feed } from '../feed/feed';
import { valueOf } from './value-of';

/** What a message's fields are read with. */
export interface ExtractionContext {
  /** IANA, of the feed. */
  timezone: string;
  /** Of the feed. */
  authority: string;
  /** The offset of MSH-7, such as `+0100`, `+01:00` or `Z`; undefined where it has none. */
  messageZone: string | undefined;
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

export function extractionContext(
  message: Hl7Message,
  feed: Pick<Feed, 'timezone' | 'authority'>,
): ExtractionContext {
  const messageZone = OFFSET.exec(valueOf(message.get('MSH-7.1')))?.[0];
  return { timezone: feed.timezone, authority: feed.authority, messageZone };
}
