import * as fc from 'fast-check';

import { hl7, MSH } from '../hl7.spec-support';
import { splitBatch } from './split-batch';

const split = (bytes: Uint8Array): string[] =>
  [...splitBatch(bytes)].map((message) => Buffer.from(message).toString('latin1'));
const first = hl7([MSH, 'PID|1||1']).toString();
const second = hl7([MSH, 'PID|1||2', 'ZZZ']).toString();

describe('a batch', () => {
  it.each([
    ['of a file', `FHS|^~\\&|a\rBHS|^~\\&|b\r${first}${second}BTS|2\rFTS|1\r`, [first, second]],
    ['without a file', `BHS|^~\\&|b\r${first}${second}BTS|2\r`, [first, second]],
    [
      'of several batches',
      `FHS|^~\\&\rBHS|^~\\&\r${first}BTS|1\rBHS|^~\\&\r${second}BTS|1\rFTS|2\r`,
      [first, second],
    ],
    ['without an envelope', first + second, [first, second]],
    ['with blank lines', `BHS|^~\\&\r\n\r\n${first}BTS|1\r\n\r\n`, [first]],
    ['without a message', 'FHS|^~\\&\rFTS|0\r', []],
    [
      'with lines that belong to no message',
      `BHS|^~\\&\rhello\r${first}BTS|1\rNTE|x\rFTS|1\r`,
      ['hello\r', first, 'NTE|x\r'],
    ],
    ['with bare trailers', `BHS|^~\\&\r${first}BTS\rFTS`, [first]],
    ['after blanks', ` ${first}${second}`, [` ${first}`, second]],
    ...['MSH', 'MSH x', 'MSHx', 'MSH\x1fx', 'MSH\x7fx', 'MSH\xe9x'].map(
      (line): [string, string, string[]] => [
        `with the line ${JSON.stringify(line)} in a message`,
        `BHS|^~\\&\r${first}${line}`,
        [`${first}${line}`],
      ],
    ),
    ['with bare envelopes', `BHS\r${first}BTS\r`, [first]],
    ['with a byte order mark', `\xef\xbb\xbfFHS|^~\\&\r${first}FTS|1\r`, [first]],
  ])('%s yields its messages', (_name, text, messages) => {
    expect(split(Buffer.from(text, 'latin1'))).toEqual(messages);
    const feeds = text.replace(/\r\n?/g, '\n');
    expect(split(Buffer.from(feeds, 'latin1'))).toEqual(
      messages.map((message) => message.replaceAll('\r', '\n')),
    );
  });

  it.each([
    ['a message', first],
    ['a message after blanks', `\r\n ${first}`],
    ['a message with a byte order mark', `\xef\xbb\xbf${first}`],
    ['text that is not HL7', `hello\r${first}`],
    ['nothing', ''],
    ['blanks', ' \r\n'],
    ['a name that begins like an envelope', `FHSX|a\r${first}`],
  ])('yields %s unchanged', (_name, text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect([...splitBatch(bytes)]).toEqual([bytes]);
  });

  it('loses nothing except its envelope', () => {
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
