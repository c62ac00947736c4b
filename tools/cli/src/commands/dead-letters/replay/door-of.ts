import { AKI_ALERTS } from '@renwatch/events';
import { type Letter } from '../letters/letter';

/** `gateway`: an HL7 message, over MLLP; `alerts`: an alert, to its topic; `page`: a page, owed once more. */
export type DoorName = 'gateway' | 'alerts' | 'page';

/** The door by which a letter came in, or why it cannot come in again. */
export function doorOf({ records, isWhole }: Letter): { door: DoorName } | { closed: string } {
  const [{ origin, source, reason }] = records;
  if (!isWhole) return { closed: 'a part of the frame is missing: its sender sends it again' };
  switch (origin) {
    case 'gateway':
      return { door: 'gateway' };
    case 'inference':
      return source.messageId === null
        ? {
            closed:
              'its record could not be read, so that its message is not known: show --raw-to has the bytes',
          }
        : { door: 'gateway' };
    case 'pager':
      if (source.offset !== null && source.topic === AKI_ALERTS) return { door: 'alerts' };
      return source.alertId === null
        ? { closed: `a letter of this age does not name the alert of its page (${reason}): call the ward` }
        : { door: 'page' };
  }
}
