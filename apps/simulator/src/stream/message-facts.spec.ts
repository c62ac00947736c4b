import { messageFacts } from './message-facts';

const facts = (...segments: string[]) => messageFacts(Buffer.from(segments.join('\r')));

describe('messageFacts', () => {
  it('reads the patient, the times of results and the send time', () => {
    const found = facts(
      'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||20240331005400||ORU^R01|||2.5',
      'PID|1||900000024',
      'OBR|1||||||20240331005400',
      'OBX|1|SN|CREATININE||81.23456789012345',
    );
    expect(found).toEqual({
      mrn: '900000024',
      observed: ['20240331005400'],
      sentAtMs: Date.UTC(2024, 2, 31, 0, 54),
    });
  });

  it('prefers OBX-14 to OBR-7 and lists each time once', () => {
    const { observed } = facts(
      'MSH|^~\\&|A',
      'OBR|1||||||202401202243',
      'OBX|1|NM|A||1',
      'OBX|2|NM|B||1',
      'OBX|3|NM|C||1||||||F|||20240121020304.5+0100',
    );
    expect(observed).toEqual(['20240120224300', '20240121020304']);
  });

  it('uses the separators of the message', () => {
    expect(facts('MSH$*~\\&$A$$$$20240101', 'PID$1$$77*X*Y')).toMatchObject({
      mrn: '77',
      sentAtMs: Date.UTC(2024, 0, 1),
    });
  });

  it.each([['hello'], [''], ['MSH'], ['MSH|^~\\&|A|||||yesterday\rPID|1\rOBX|1|NM|X||1']])(
    'finds nothing in %j',
    (text) => {
      expect(messageFacts(Buffer.from(text))).toEqual({ mrn: undefined, observed: [], sentAtMs: undefined });
    },
  );
});
