/**
 * `authority|mrn`: who a message is about. The authority is that of PID-3.4, else the feed's, because two hospitals'
 * `12345` are two people. An MRN is text, trimmed, never a number.
 */
export function patientKey(authority: string, mrn: string): string {
  return `${authority.trim()}|${mrn.trim()}`;
}
