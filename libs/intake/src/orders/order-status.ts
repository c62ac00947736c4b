import { fieldText } from '../fields/field-text';
import { type OrderGroup } from './order-groups';

/**
 * OBR-25, the status of an order's results (HL7 table 0123), in the letters of OBX-11 (table 0085). Orders without
 * results yet (O, I, S, N) are pending. A says that other results of the order are missing: nothing about this one.
 */
const STATUSES: Readonly<Record<string, string>> = {
  ...{ P: 'P', R: 'R', F: 'F', C: 'C', M: 'C', X: 'X' },
  ...{ O: 'I', I: 'I', S: 'I', N: 'I' },
};

/** ORC-1 by which a laboratory reports a cancelled order. CA only asks for it, and may be refused. */
const CANCELLED_CONTROLS: ReadonlySet<string> = new Set(['OC', 'CR']);

/** ORC-5 of a cancelled order (HL7 table 0038). */
const CANCELLED_STATUS = 'CA';

/** Returns the status that the order gives results without one of their own; empty if it gives none. */
export function orderStatus({ obr, orc }: OrderGroup): string {
  const code = (segment: typeof obr, field: string) => fieldText(segment?.get(field) ?? '').toUpperCase();
  const reported = code(obr, '25.1');
  if (reported !== '') return STATUSES[reported] ?? '';
  const isCancelled = CANCELLED_CONTROLS.has(code(orc, '1.1')) || code(orc, '5.1') === CANCELLED_STATUS;
  return isCancelled ? 'X' : '';
}
