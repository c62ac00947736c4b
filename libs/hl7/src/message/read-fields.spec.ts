import * as fc from 'fast-check';
import { delimitersArbitrary, hl7, mshOf } from '../hl7.spec-support';
import { unescapeText } from '../escape/unescape-text';
import { type Delimiters } from '../delimiters/delimiters';
import { parseMessage } from './parse-message';

interface Place {
  field: number;
  repetition: number;
  component?: number;
  subcomponent?: number;
}

/** The text of a place as splitting at every level gives it. */
function expectedText(raw: string, place: Place, delimiters: Delimiters): string {
  const part = (text: string, separator: string, number: number) => text.split(separator)[number - 1] ?? '';
  const { field, repetition, component, subcomponent } = place;
  let text = part(raw.split(delimiters.field)[field] ?? '', delimiters.repetition, repetition);
  if (component !== undefined) text = part(text, delimiters.component, component);
  if (subcomponent !== undefined) text = part(text, delimiters.subcomponent, subcomponent);
  return unescapeText(text, delimiters);
}

function pathOf({ field, repetition, component, subcomponent }: Place): string {
  const parts = [component, subcomponent].filter((part) => part !== undefined).map((part) => `.${part}`);
  return `${field}${repetition === 1 ? '' : `[${repetition}]`}${parts.join('')}`;
}

const number = fc.integer({ min: 1, max: 4 });
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ field: number, repetition: number }),
  fc.record({ field: number, repetition: number, component: number }),
  fc.record({ field: number, repetition: number, component: number, subcomponent: number }),
);
/** Names of separators, texts, and one text that is longer than a field that is searched. */
const piece = fc.oneof(
  fc.constantFrom('field', 'repetition', 'component', 'subcomponent', 'escape'),
  fc.constantFrom('F', 'X41', 'text', 'x'.repeat(150)),
);

describe('a field of any message', () => {
  it('has the text that splitting at every separator gives', () => {
    fc.assert(
      fc.property(
        delimitersArbitrary,
        fc.array(piece, { maxLength: 25 }),
        fc.array(place, { minLength: 1, maxLength: 4 }),
        (delimiters, pieces, places) => {
          const separators = new Map<string, string>(Object.entries(delimiters));
          const raw = `ZZ1${pieces.map((name) => separators.get(name) ?? name).join('')}`;
          const header = `MSH${delimiters.field}${delimiters.encodingCharacters}`;
          const segment = parseMessage(hl7([header, raw])).segments[1];
          expect(segment?.fieldCount).toBe(raw.split(delimiters.field).length - 1);
          for (const asked of places)
            expect(segment?.get(pathOf(asked))).toBe(expectedText(raw, asked, delimiters));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['MSH||LAB', 'F'],
    ['MSH||\\F\\', 'F'],
    ['MSH|^~\\&|LAB', 'F'],
    ['MSH|^~\\\\&|LAB', 'F'],
  ])('is unescaped behind the header %j', (header, name) => {
    expect(parseMessage(hl7([header, `OBX|1||||a\\${name}\\b`])).get('OBX-5')).toBe('a|b');
    expect(parseMessage(hl7([header])).header.get('3')).toBe(header.endsWith('LAB') ? 'LAB' : '|');
  });

  it('that is ASCII is decoded if its charset switches from ASCII', () => {
    const bytes = hl7([mshOf('ISO IR87'), 'PID|1||\x1b$B;3ED\x1b(B']);
    expect(parseMessage(bytes).get('PID-3')).toBe('山田');
  });
});
