/**
 * Builds `authority|mrn`, the key of a patient. The authority is part of it because two hospitals' `12345` are two
 * people. An MRN is text, trimmed, never a number.
 */
export function patientKey(authority: string, mrn: string): string {
  return `${authority.trim()}|${mrn.trim()}`;
}
