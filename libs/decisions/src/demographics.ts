import { type DecisionSubject } from '@renwatch/aki';
import { type DeathReport, type DemographicField, type ReportedPatient } from './facts';

/** The demographics of a patient, as far as they are known. */
export interface Demographics extends DecisionSubject {
  /** ISO instant of the newest ADT message that reported them; null if none did. */
  readonly demographicsAt: string | null;
  /** The fields that an ADT message deleted: only a newer ADT fills them again. */
  readonly deleted: readonly DemographicField[];
  /** By the newest ADT message that told; null if none did. */
  readonly death: DeathReport | null;
}

export const NO_DEMOGRAPHICS: Demographics = {
  birthDate: null,
  sex: 'U',
  demographicsAt: null,
  deleted: [],
  death: null,
};

/**
 * Returns what is known after one more message. An ADT message replaces what is not newer than itself, deletes what it
 * says to delete, and keeps what it leaves out. Any other message, and an older ADT, only fills gaps, and no gap that a
 * deletion left.
 */
export function demographicsAfter(known: Demographics, reported: ReportedPatient): Demographics {
  const demographics = isOlder(reported, known) ? filled(known, reported) : filled(reported, known);
  return { ...demographics, death: laterDeath(reported.death, known.death) };
}

/** Returns the demographics after a merge: the newer of the two, with gaps filled from the older. */
export function mergedDemographics(into: Demographics, from: Demographics): Demographics {
  const demographics = instantMs(from) > instantMs(into) ? filled(from, into) : filled(into, from);
  return { ...demographics, death: laterDeath(into.death, from.death) };
}

/** Returns true for a message that may only fill gaps: an older ADT message, or one that is not ADT. */
function isOlder(reported: Demographics, known: Demographics): boolean {
  return reported.demographicsAt === null || instantMs(reported) < instantMs(known);
}

function filled(first: Demographics, second: Demographics): Omit<Demographics, 'death'> {
  const isDeleted = (field: DemographicField) => first.deleted.includes(field);
  const birthDate = isDeleted('birthDate') ? first.birthDate : finerDate(first.birthDate, second.birthDate);
  const sex = first.sex !== 'U' || isDeleted('sex') ? first.sex : second.sex;
  const deleted = [
    ...(birthDate === null ? ['birthDate' as const] : []),
    ...(sex === 'U' ? ['sex' as const] : []),
  ];
  return {
    birthDate,
    sex,
    demographicsAt: first.demographicsAt,
    deleted: deleted.filter((field) => isDeleted(field) || second.deleted.includes(field)),
  };
}

/** A date in part counts as a gap that a date with the same beginning fills. */
function finerDate(first: string | null, second: string | null): string | null {
  return first === null || second?.startsWith(first) ? second : first;
}

/** Returns the newer report; the first, if both are of one instant. */
function laterDeath(first: DeathReport | null, second: DeathReport | null): DeathReport | null {
  if (!first || !second) return first ?? second;
  return Date.parse(second.at) > Date.parse(first.at) ? second : first;
}

function instantMs({ demographicsAt }: Demographics): number {
  return demographicsAt === null ? -Infinity : Date.parse(demographicsAt);
}

export function isSameDemographics(a: Demographics, b: Demographics): boolean {
  return (
    a.birthDate === b.birthDate &&
    a.sex === b.sex &&
    a.demographicsAt === b.demographicsAt &&
    a.deleted.join() === b.deleted.join() &&
    a.death?.isDeceased === b.death?.isDeceased &&
    a.death?.at === b.death?.at
  );
}
