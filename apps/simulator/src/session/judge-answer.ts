export type Verdict =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: 'AE' | 'AR' }
  /** Neither an acceptance nor a refusal. */
  | { kind: 'invalid'; reason: string };

/**
 * Reads the verdict from MSA-1 as the course's simulator does: an answer must have MSH and MSA, segments end with CR, and
 * fields are separated by `|` whatever MSH-1 says.
 */
export function judgeAnswer(payload: Buffer): Verdict {
  const segments = payload
    .toString('latin1')
    .split('\r')
    .map((segment) => segment.split('|'));
  if (!segments.some(([name]) => name === 'MSH')) return { kind: 'invalid', reason: 'it has no MSH' };
  const acknowledgement = segments.find(([name]) => name === 'MSA');
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
