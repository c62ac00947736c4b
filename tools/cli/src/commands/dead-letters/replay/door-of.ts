import { AKI_ALERTS } from '@renwatch/events';
import { isErased, type Letter } from '../letters/letter';

/** `gateway`: an HL7 message over MLLP; `alerts`: an alert to its topic; `page`: a page that becomes due again. */
export type DoorName = 'gateway' | 'alerts' | 'page';

/** The way of a letter, or the reason why it cannot be replayed. */
export function doorOf(letter: Letter): { door: DoorName } | { closed: string } {
  const { records, isWhole } = letter;
  const [{ origin, source, reason }] = records;
  if (isErased(letter)) return { closed: 'its patient was erased' };
  if (!isWhole) return { closed: 'a part of the frame is missing; its sender will resend it' };
  switch (origin) {
    case 'gateway':
      return { door: 'gateway' };
    case 'inference':
      return source.messageId === null
        ? {
            closed:
              'its record could not be read, so its message is unknown; see its bytes with show --raw-to',
          }
        : { door: 'gateway' };
    case 'pager':
      if (source.offset !== null && source.topic === AKI_ALERTS) return { door: 'alerts' };
      return source.alertId === null
        ? { closed: `an older version wrote it without the id of its alert (${reason}); call the ward` }
        : { door: 'page' };
  }
}
