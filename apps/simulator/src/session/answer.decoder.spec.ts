import * as fc from 'fast-check';
import { AnswerDecoder, type DecodedAnswer } from './answer.decoder';

const decode = (...chunks: string[]): DecodedAnswer => {
  const decoder = new AnswerDecoder({ maxBytes: 100 });
  let last: DecodedAnswer = { kind: 'incomplete' };
  for (const chunk of chunks) last = decoder.push(Buffer.from(chunk, 'latin1'));
  return last;
};

describe('AnswerDecoder', () => {
  it.each([
    ['nothing before VT', ['MSH'], 'it does not begin with VT'],
    ['nothing between FS and CR', ['\x0bMSH\x1c\n\r'], 'FS is not followed by CR'],
    ['a CR after FS, even in its own segment', ['\x0bMSH\x1c', 'x'], 'FS is not followed by CR'],
    ['a single message', ['\x0bMSH\x1c\r\x0bMSH\x1c\r'], 'more than one message'],
    ['nothing after the message', ['\x0bMSH\x1c\r\n'], 'more than one message'],
    ['a message of bounded length', [`\x0b${'a'.repeat(60)}`, 'a'.repeat(60)], 'it is too long'],
  ])('requires %s', (_what, chunks, reason) => {
    expect(decode(...chunks)).toEqual({ kind: 'malformed', reason });
  });

  it.each([
    ['before anything', ['']],
    ['within the message', ['\x0bMSH']],
    ['between FS and CR', ['\x0bMSH\x1c']],
  ])('waits for more %s', (_where, chunks) => {
    expect(decode(...chunks)).toEqual({ kind: 'incomplete' });
  });

  it('returns the message for any split into segments', () => {
    const payload = fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x1c)));
    fc.assert(
      fc.property(payload, fc.array(fc.nat({ max: 43 })), (message, cuts) => {
        const frame = Buffer.concat([Buffer.from([0x0b]), message, Buffer.from([0x1c, 0x0d])]);
        const decoder = new AnswerDecoder({ maxBytes: 100 });
        const edges = [...new Set(cuts.filter((cut) => cut < frame.length))].sort((a, b) => a - b);
        let from = 0;
        for (const edge of edges) {
          expect(decoder.push(frame.subarray(from, edge))).toEqual({ kind: 'incomplete' });
          from = edge;
        }
        expect(decoder.push(frame.subarray(from))).toEqual({ kind: 'message', payload: message });
      }),
    );
  });
});
