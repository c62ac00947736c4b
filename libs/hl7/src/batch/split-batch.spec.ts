import * as fc from 'fast-check';

import { hl7, MSH } from '../hl7.spec-support';
import { splitBatch } from './split-batch';

const split = (bytes: Uint8Array): string[] =>
  [...splitBatch(bytes)].map((one) => Buffer.from(one).toString('latin1'));
const one = hl7([MSH, 'PID|1||1']).toString();
const two = hl7([MSH, 'PID|1||2', 'ZZZ']).toString();

describe('a batch', () => {
  it.each([
    ['of a file', `FHS|^~\\&|a\rBHS|^~\\&|b\r${one}${two}BTS|2\rFTS|1\r`, [one, two]],
    ['without a file', `BHS|^~\\&|b\r${one}${two}BTS|2\r`, [one, two]],
    ['of several batches', `FHS|^~\\&\rBHS|^~\\&\r${one}BTS|1\rBHS|^~\\&\r${two}BTS|1\rFTS|2\r`, [one, two]],
    ['without an envelope', one + two, [one, two]],
    ['with blank lines', `BHS|^~\\&\r\n\r\n${one}BTS|1\r\n\r\n`, [one]],
    ['without a message', 'FHS|^~\\&\rFTS|0\r', []],
    [
      'with what belongs to no message',
      `BHS|^~\\&\rhello\r${one}BTS|1\rNTE|x\rFTS|1\r`,
      ['hello\r', one, 'NTE|x\r'],
    ],
    ['with bare trailers', `BHS|^~\\&\r${one}BTS\rFTS`, [one]],
    ['with a byte order mark', `\xef\xbb\xbfFHS|^~\\&\r${one}FTS|1\r`, [one]],
  ])('%s is its messages', (_name, text, messages) => {
    expect(split(Buffer.from(text, 'latin1'))).toEqual(messages);
    const feeds = text.replace(/\r\n?/g, '\n');
    expect(split(Buffer.from(feeds, 'latin1'))).toEqual(
      messages.map((message) => message.replaceAll('\r', '\n')),
    );
  });

  it.each([
    ['a message', one],
    ['a message after blanks', `\r\n ${one}`],
    ['a message with a byte order mark', `\xef\xbb\xbf${one}`],
    ['what is no HL7', `hello\r${one}`],
    ['nothing', ''],
    ['blanks', ' \r\n'],
    ['a name that begins like an envelope', `FHSX|a\r${one}`],
  ])('that is %s comes as it is', (_name, text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect([...splitBatch(bytes)]).toEqual([bytes]);
  });

  it('loses nothing but its envelope', () => {
    const line = fc.constantFrom(
      'MSH|^~\\&|a',
      'FHS|^~\\&',
      'BHS|^~\\&',
      'BTS|1',
      'FTS|1',
      'PID|1',
      'MSHx',
      'NTE|MSH|',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom('\r', '\n', '\r\n'), (lines, end) => {
        const kept = (text: string): string =>
          text
            .split(/[\r\n]+/)
            .filter((part) => part !== '' && !/^(FHS|BHS|BTS|FTS)\|/.test(part))
            .join('\n');
        const bytes = hl7(lines, end);
        expect(kept(split(bytes).join(''))).toBe(kept(bytes.toString()));
        if (lines[0]?.startsWith('BHS'))
          for (const message of split(bytes))
            expect(message.match(/^MSH\|/gm)?.length ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});
