import { splitFrames } from './split-frames';

const LIMIT = 1024;
const A = 'MSH|^~\\&|A\rPID|1||1\r';
const B = 'MSH|^~\\&|B\rPID|1||2\r';
const framed = (...payloads: string[]) => payloads.map((payload) => `\x0b${payload}\x1c\r`).join('');
const split = (text: string) =>
  splitFrames(Buffer.from(text, 'latin1'), LIMIT).map((frame) =>
    frame.kind === 'frame' ? frame.payload.toString('latin1') : frame,
  );
const lf = (text: string) => text.replaceAll('\r', '\n');
const crlf = (text: string) => text.replaceAll('\r', '\r\n');

describe('splitFrames', () => {
  it.each([
    ['one MLLP frame', framed(A), [A]],
    ['MLLP frames without CR between', framed(A, B).replaceAll('\x1c\r', '\x1c'), [A, B]],
    ['MLLP frames after a line break', `\n${framed(A, B)}`, [A, B]],
    ['bare messages with CR', A + B, [A, B]],
    ['bare messages with LF', lf(A + B), [lf(A), lf(B)]],
    ['bare messages with CRLF', crlf(A + B), [crlf(A), crlf(B)]],
    ['bare messages with blank lines between', `${lf(A)}\n\n${lf(B)}`, [`${lf(A)}\n\n`, lf(B)]],
    ['a message without its last line break', A.trimEnd(), [A.trimEnd()]],
    ['other field separators', A.replaceAll('|', '#') + B, [A.replaceAll('|', '#'), B]],
    ['a batch as one frame', `FHS|^~\\&\r${A}${B}FTS|2\r`, [`FHS|^~\\&\r${A}${B}FTS|2\r`]],
    ['a VT within text', A.replace('1\r', '1\x0bx\r') + B, [A.replace('1\r', '1\x0bx\r'), B]],
    ['MSH within a field', A.replace('1\r', 'MSH|\r'), [A.replace('1\r', 'MSH|\r')]],
    ['text before the first message', `notes\n${A}`, ['notes\n', A]],
    ['nothing', '\r\n', []],
  ])('splits %s', (_case, text, frames) => {
    expect(split(text)).toEqual(frames);
  });

  it('reports noise and an unfinished frame', () => {
    expect(split(`${framed(A)}noise${'\x0b'}${B}`)).toEqual([
      A,
      { kind: 'noise', reason: 'between-frames', bytes: 5 },
      { kind: 'noise', reason: 'unfinished', bytes: B.length - 2 },
    ]);
  });

  it.each([
    ['framed', framed],
    ['bare', (text: string) => text],
  ])('reports a message above the limit, %s', (_case, send) => {
    expect(split(send(A + 'x'.repeat(2 * LIMIT)))).toEqual([{ kind: 'too-large' }]);
  });
});
