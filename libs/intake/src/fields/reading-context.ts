import { type Hl7Message } from '@renwatch/hl7';
import { fieldText } from './field-text';

/** The settings of a feed that decide how its messages are read. */
export interface FeedProfile {
  /** Becomes the `feed` of its records. */
  name: string;
  /** IANA zone of times that carry none. */
  timezone: string;
  /** Assigning authority of patient numbers that carry none. */
  authority: string;
}

/** Everything that reading one field may need to know about the rest of its message. */
export interface ReadingContext extends Pick<FeedProfile, 'timezone' | 'authority'> {
  /** The offset of MSH-7, such as `+0100`, `+01:00` or `Z`; undefined if it has none. */
  messageZone: string | undefined;
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

export function readingContext(
  message: Hl7Message,
  { timezone, authority }: Pick<FeedProfile, 'timezone' | 'authority'>,
): ReadingContext {
  return { timezone, authority, messageZone: OFFSET.exec(fieldText(message.get('MSH-7.1')))?.[0] };
}
