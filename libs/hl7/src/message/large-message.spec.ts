import { setImmediate as nextTurn } from 'node:timers/promises';
import { hl7, MSH } from '../hl7.spec-support';
import { parseMessage } from './parse-message';
import { serializeMessage } from './serialize-message';

/** Lets timers run, so that jest can enforce the time limit of a test that is otherwise synchronous. */
async function letTimersRun(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** Quadratic work on any of these would exceed the time limit by far. */
describe('a message of 16 MiB', () => {
  const SIZE = 16 * 1024 * 1024;
  const filled = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length));

  it.each<[string, string]>([
    ['one long text', filled('x')],
    ['escapes', filled('\\F\\ab')],
    ['broken escapes', filled('\\')],
    ['half a million parts', filled(`${'y'.repeat(39)}~`)],
    ['bytes of several charsets', filled('\u00e9\u4e2d')],
  ])(
    'with %s is parsed, serialised byte for byte, and gives its field',
    async (_content, text) => {
      const bytes = hl7([MSH, `OBX|1|TX|NOTE||${text}`, 'NTE|1||end']);
      const message = parseMessage(bytes);
      await letTimersRun();
      expect(message.get('NTE-3')).toBe('end');
      expect(message.get('OBX-5').length).toBeGreaterThan(0);
      expect(Buffer.from(serializeMessage(message)).equals(Buffer.from(bytes))).toBe(true);
    },
    120_000,
  );

  it.each<[string, string]>([
    ['many segments', `NTE|1||${'z'.repeat(170)}`],
    ['many continuations', `ADD|${'z'.repeat(170)}`],
  ])(
    'with %s is parsed and serialised byte for byte',
    async (_content, segment) => {
      const count = Math.floor(SIZE / (segment.length + 1));
      const bytes = hl7([MSH, 'OBX|1|TX|NOTE||begin', ...Array.from({ length: count }, () => segment)]);
      const message = parseMessage(bytes);
      await letTimersRun();
      expect(message.get('OBX-5')).toMatch(/^begin/);
      expect(Buffer.from(serializeMessage(message)).equals(Buffer.from(bytes))).toBe(true);
    },
    120_000,
  );

  it('with long segments is parsed in a single pass, even when optimised', async () => {
    const comment = `NTE|1||${'z'.repeat(600)}`;
    const count = Math.floor(SIZE / (comment.length + 1));
    const bytes = hl7([MSH, ...Array.from({ length: count }, () => comment)]);
    for (let round = 0; round < 10; round += 1) {
      expect(parseMessage(bytes).segments).toHaveLength(count + 1);
      await letTimersRun();
    }
  }, 120_000);
});
