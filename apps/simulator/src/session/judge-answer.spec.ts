import { judgeAnswer } from './judge-answer';

const HEADER = 'MSH|^~\\&|A|B|||20240331||ACK|||2.5';

describe('the judgement of an answer', () => {
  it.each([
    ['AA accepts', `${HEADER}\rMSA|AA\r`, { kind: 'accepted' }],
    ['AA with more fields accepts', `${HEADER}\rMSA|AA|7|all is well\r`, { kind: 'accepted' }],
    ['AE refuses', `${HEADER}\rMSA|AE|7\r`, { kind: 'refused', code: 'AE' }],
    ['AR refuses', `${HEADER}\rMSA|AR|7\r`, { kind: 'refused', code: 'AR' }],
    ['a separator of its own is respected', 'MSH$^~\\&$A\rMSA$AA$7\r', { kind: 'accepted' }],
    ['an answer needs MSH', 'MSA|AA|7\r', { kind: 'invalid', reason: 'it has no MSH' }],
    ['an answer needs MSA', `${HEADER}\r`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['MSA-1 must be there', `${HEADER}\rMSA\r`, { kind: 'invalid', reason: 'MSA-1 is not AA, AE or AR' }],
    [
      'a commit acknowledgement is none',
      `${HEADER}\rMSA|CA\r`,
      { kind: 'invalid', reason: 'MSA-1 is not AA, AE or AR' },
    ],
    ['MSAX is not MSA', `${HEADER}\rMSAX|AA\r`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['segments end with CR, not LF', `${HEADER}\nMSA|AA\n`, { kind: 'invalid', reason: 'it has no MSA' }],
    ['nothing is no answer', '', { kind: 'invalid', reason: 'it has no MSH' }],
  ])('%s', (_name, answer, verdict) => {
    expect(judgeAnswer(Buffer.from(answer))).toEqual(verdict);
  });
});
