import { WITHDRAWN_STATUSES } from '../intake/withdrawn-statuses';

/** OBX-11 that speaks of what was said before: a correction, or a withdrawal (HL7 v2 table 0085). */
export const CHANGING_STATUSES: ReadonlySet<string> = new Set(['C', ...WITHDRAWN_STATUSES]);
