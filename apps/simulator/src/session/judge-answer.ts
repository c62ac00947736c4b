export type Verdict =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: 'AE' | 'AR' }
  /** Neither an acceptance nor a refusal. */
  | { kind: 'invalid'; reason: string };

/** Reads the verdict from MSA-1. An answer must have MSH and MSA; segments end with CR. */
export function judgeAnswer(payload: Buffer): Verdict {
  const segments = payload.toString('latin1').split('\r');
  const header = segments.find((segment) => segment.startsWith('MSH'));
  if (header === undefined) return { kind: 'invalid', reason: 'it has no MSH' };
  const separator = header.charAt(3) || '|';
  const acknowledgement = segments
    .map((segment) => segment.split(separator))
    .find((fields) => fields[0] === 'MSA');
  if (acknowledgement === undefined) return { kind: 'invalid', reason: 'it has no MSA' };
  const code = acknowledgement[1];
  switch (code) {
    case 'AA':
      return { kind: 'accepted' };
    case 'AE':
    case 'AR':
      return { kind: 'refused', code };
    default:
      return { kind: 'invalid', reason: 'MSA-1 is not AA, AE or AR' };
  }
}
