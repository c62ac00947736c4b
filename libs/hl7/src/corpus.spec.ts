import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Hl7ParseError, parseMessage, serializeMessage, splitBatch } from '.';

// Not by the testing room: a domain room imports nothing.
const folder = resolve(__dirname, '../../../../shared/data/hl7');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.hl7')) : [];
/** Fragments and templates that are no messages, by what they are refused for. */
const REFUSED: Record<string, string> = {
  'cdcphdi-0010.hl7': 'delimiters',
  'cdcprime-0005.hl7': 'delimiters',
  'cdcprime-0018.hl7': 'not-hl7',
  'fhirconverter-0140.hl7': 'delimiters',
  'fhirconverter-0141.hl7': 'delimiters',
  'machete-0063.hl7': 'delimiters',
};

const outcome = (message: Uint8Array): string => {
  try {
    const parsed = parseMessage(message);
    for (const segment of parsed.segments)
      for (let n = 1; n <= segment.fieldCount; n += 1) segment.get(`${n}`);
    return Buffer.from(serializeMessage(parsed)).equals(Buffer.from(message)) ? 'parsed' : 'changed';
  } catch (error) {
    if (error instanceof Hl7ParseError) return error.reason;
    throw error;
  }
};

if (files.length === 0) {
  it.skip('the public messages are not here: ../shared/data/hl7 is absent', () => undefined);
} else {
  describe('public messages', () => {
    it.each(files)('%s comes back byte for byte, or is refused with a reason', (name) => {
      const outcomes = [...splitBatch(readFileSync(join(folder, name)))].map(outcome);
      expect([...new Set(outcomes)]).toEqual(outcomes.length === 0 ? [] : [REFUSED[name] ?? 'parsed']);
    });

    it('have their type and, but for fragments, segments of known form', () => {
      const messages = files.flatMap((name) => [...splitBatch(readFileSync(join(folder, name)))]);
      const parsed = messages
        .filter((message) => outcome(message) === 'parsed')
        .map((message) => parseMessage(message));
      expect(parsed.length).toBeGreaterThan(500);
      const typed = parsed.filter(({ type }) => /^[A-Z]{3}$/.test(type.code));
      expect(typed.length).toBeGreaterThan(500);
    });
  });
}
