import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Hl7ParseError, parseMessage, serializeMessage, splitBatch } from '.';

// Without libs/testing: a domain library imports nothing.
const folder = resolve(__dirname, '../../../../shared/data/hl7');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.hl7')) : [];
/** Fragments and templates that are not messages, with the reason for refusal. */
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
    it.each(files)('%s is serialised byte for byte or refused with a reason', (name) => {
      const outcomes = [...splitBatch(readFileSync(join(folder, name)))].map(outcome);
      expect([...new Set(outcomes)]).toEqual(outcomes.length === 0 ? [] : [REFUSED[name] ?? 'parsed']);
    });

    it('match their index in count, type and version', () => {
      const rows = readFileSync(join(folder, 'INDEX.txt'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(([name = '']) => files.includes(name) && !(name in REFUSED));
      expect(rows.length).toBeGreaterThan(500);
      for (const [name = '', , , , count, type = '', version = ''] of rows) {
        const messages = [...splitBatch(readFileSync(join(folder, name)))].map((message) =>
          parseMessage(message),
        );
        const [first] = messages;
        expect([name, messages.length]).toEqual([name, Number(count)]);
        // The index cuts long types.
        expect([name, first?.get('MSH-9').slice(0, type.length)]).toEqual([name, first ? type : undefined]);
        expect([name, first?.get('MSH-12')]).toEqual([name, first ? version : undefined]);
      }
    });
  });
}
