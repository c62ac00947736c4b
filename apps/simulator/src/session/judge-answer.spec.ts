import { judgeAnswer } from './judge-answer';

const HEADER = 'MSH|^~\\&|A|B|||20240331||ACK|||2.5';

describe('judgeAnswer', () => {
  it.each([
    ['accepts AA', `${HEADER}\rMSA|AA\r`, { kind: 'accepted' }],
    ['accepts AA with more fields', `${HEADER}\rMSA|AA|7|all is well\r`, { kind: 'accepted' }],
    ['reads AE as a refusal', `${HEADER}\rMSA|AE|7\r`, { kind: 'refused', code: 'AE' }],
    ['reads AR as a refusal', `${HEADER}\rMSA|AR|7\r`, { kind: 'refused', code: 'AR' }],
    ['knows no other separator', 'MSH$^~\\&$A\rMSA$AA$7\r', { kind: 'invalid', reason: 'it has no MSH' }],
    ['does not take MSHX for MSH', `MSHX|\rMSA|AA\r`, { kind: 'invalid', reason: 'it has no MSH' }],
    ['reads the first MSA', `${HEADER}\rMSA|AE\rMSA|AA\r`, { kind: 'refused', code: 'AE' }],
    ['accepts MSA before MSH', `MSA|AA\r${HEADER}\r`, { kind: 'accepted' }],
    ['requires MSH', 'MSA|AA|7\r', { kind: 'invalid', reason: 'it has no MSH' }],
    ['requires MSA', `${HEADER}\r`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['requires MSA-1', `${HEADER}\rMSA\r`, { kind: 'invalid', reason: 'MSA-1 is not AA, AE or AR' }],
    [
      'rejects a commit acknowledgement',
      `${HEADER}\rMSA|CA\r`,
      { kind: 'invalid', reason: 'MSA-1 is not AA, AE or AR' },
    ],
    ['does not take MSAX for MSA', `${HEADER}\rMSAX|AA\r`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['splits segments at CR, not LF', `${HEADER}\nMSA|AA\n`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['rejects an empty answer', '', { kind: 'invalid', reason: 'it has no MSH' }],
  ])('%s', (_name, answer, verdict) => {
    expect(judgeAnswer(Buffer.from(answer))).toEqual(verdict);
  });
});
