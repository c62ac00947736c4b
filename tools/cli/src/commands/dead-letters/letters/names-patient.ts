/** Segments that identify a patient. */
const PATIENT_SEGMENT = /^\W*(?:PID|PD1|MRG)\W/;

/**
 * Returns true if bytes name one of these patient numbers as a whole word: in a segment that identifies patients, if there is
 * one, because an order may have the same digits; else anywhere.
 */
export function namesPatient(payload: Buffer, mrns: readonly string[]): boolean {
  const lines = payload.toString('latin1').split(/[\r\n]+/);
  const segments = lines.filter((line) => PATIENT_SEGMENT.test(line));
  const text = (segments.length > 0 ? segments : lines).join('\n');
  return mrns.some((mrn) => {
    const bytes = Buffer.from(mrn, 'utf8').toString('latin1');
    const escaped = bytes.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`(?<![0-9A-Za-z])${escaped}(?![0-9A-Za-z])`).test(text);
  });
}
