import { type Hl7Message } from '@renwatch/hl7';
import { type FeedProfile } from './feed-profile';
import { fieldText } from './field-text';

/** Everything that reading one field may need to know about the rest of its message. */
export interface ReadingContext extends Omit<FeedProfile, 'name'> {
  /** The offset of MSH-7, such as `+0100`, `+01:00` or `Z`; undefined if it has none. */
  messageZone: string | undefined;
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

export function readingContext(message: Hl7Message, feed: Omit<FeedProfile, 'name'>): ReadingContext {
  return { ...feed, messageZone: OFFSET.exec(fieldText(message.get('MSH-7.1')))?.[0] };
}
