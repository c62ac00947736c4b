import { type Hl7MessageRecord } from '@renwatch/events';
import { type Hl7Message } from '@renwatch/hl7';
import { fieldText } from '../fields/field-text';
import { type FeedChoices } from '../fields/feed-profile';

const PRODUCTION = 'P';

/** Modes of messages that repeat the past: archive, initial load, and restoring from an archive (HL7 table 0207). */
const PAST_MODES: ReadonlySet<string> = new Set(['A', 'I', 'R']);

type Processed = Pick<Hl7MessageRecord, 'processing'>;

/** Reads MSH-11. An empty id counts as production. */
export function readProcessing(message: Hl7Message): Processed {
  const part = (component: number) => fieldText(message.get(`MSH-11.${component}`)).toUpperCase();
  const [id, mode] = [part(1) || PRODUCTION, part(2)];
  return id === PRODUCTION && mode === '' ? {} : { processing: { id, mode } };
}

/** Returns false for a message of training, debugging or another kind that the feed does not take. */
export function takesProcessing(
  { processingIds }: Pick<FeedChoices, 'processingIds'>,
  record: Processed,
): boolean {
  return processingIds.includes(record.processing?.id ?? PRODUCTION);
}

/** Returns true if the message repeats the past: it is decided, and nobody is paged for it. */
export function repeatsThePast({ processing }: Processed): boolean {
  return PAST_MODES.has(processing?.mode ?? '');
}
