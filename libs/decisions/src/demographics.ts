import { type DecisionSubject } from '@renwatch/aki';
import { type ReportedPatient } from './facts';

/** The demographics of a patient, as far as they are known. */
export interface Demographics extends DecisionSubject {
  /** ISO instant of the newest ADT message that reported them; null if none did. */
  readonly demographicsAt: string | null;
}

/**
 * Returns what is known after one more message. An ADT message replaces what is not newer than itself and keeps what it
 * leaves out. Any other message, and an older ADT, only fills gaps.
 */
export function demographicsAfter(known: Demographics, reported: ReportedPatient): Demographics {
  return isOlder(reported, known) ? filled(known, reported) : filled(reported, known);
}

/** Returns the demographics after a merge: the newer of the two, with gaps filled from the older. */
export function mergedDemographics(into: Demographics, from: Demographics): Demographics {
  return instantMs(from) > instantMs(into) ? filled(from, into) : filled(into, from);
}

/** Returns true for a message that may only fill gaps: an older ADT message, or one that is not ADT. */
function isOlder(reported: Demographics, known: Demographics): boolean {
  return reported.demographicsAt === null || instantMs(reported) < instantMs(known);
}

function filled(first: Demographics, second: Demographics): Demographics {
  return {
    birthDate: first.birthDate ?? second.birthDate,
    sex: first.sex === 'U' ? second.sex : first.sex,
    demographicsAt: first.demographicsAt,
  };
}

function instantMs({ demographicsAt }: Demographics): number {
  return demographicsAt === null ? -Infinity : Date.parse(demographicsAt);
}

export function isSameDemographics(a: Demographics, b: Demographics): boolean {
  return a.birthDate === b.birthDate && a.sex === b.sex && a.demographicsAt === b.demographicsAt;
}
