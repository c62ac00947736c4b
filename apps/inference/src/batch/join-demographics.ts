import { type KnownPatient } from './decision.store';

/** What is known of a person whose two numbers are merged: the later word counts, what it leaves out is the earlier's. */
export function joinDemographics(into: KnownPatient, from: KnownPatient): KnownPatient {
  const [newer, older] = saidAtMs(from) > saidAtMs(into) ? [from, into] : [into, from];
  return {
    ...into,
    birthDate: newer.birthDate ?? older.birthDate,
    sex: newer.sex === 'U' ? older.sex : newer.sex,
    demographicsAt: newer.demographicsAt,
  };
}

function saidAtMs({ demographicsAt }: KnownPatient): number {
  return demographicsAt === null ? -Infinity : Date.parse(demographicsAt);
}
