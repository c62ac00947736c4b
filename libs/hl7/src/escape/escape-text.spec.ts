import * as fc from 'fast-check';

import { DEFAULT_DELIMITERS } from '../delimiters/delimiters';
import { delimitersArbitrary, scannedCharacters } from '../hl7.spec-support';
import { escapeText } from './escape-text';
import { unescapeText } from './unescape-text';

const truncated = { ...DEFAULT_DELIMITERS, truncation: '#' };

describe('an escape', () => {
  it.each([
    ['a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['\\P\\', '#'],
    ['one\\.br\\two', 'one\ntwo'],
    ['\\H\\150\\N\\', '150'],
    ['\\X41\\\\X4243\\', 'ABC'],
    ['\\XC3A9\\', 'é'],
    ['\\XE9\\', 'é'],
    ['\\E\\F\\E\\', '\\F\\'],
  ])('%j reads %j', (text, expected) => {
    expect(unescapeText(text, truncated)).toBe(expected);
  });

  it.each([
    '\\',
    'a\\b',
    'a\\',
    '\\\\',
    '\\f\\',
    '\\X4\\',
    '\\XZZ\\',
    '\\X\\',
    '\\.sp+2\\',
    '\\C2842\\',
    '\\M242843\\',
    '\\Zx\\',
    'C:\\temp\\new',
  ])('that is unknown or broken, %j, stays as it is', (text) => {
    expect(unescapeText(text, DEFAULT_DELIMITERS)).toBe(text);
  });

  it('after a broken one is still read', () => {
    expect(unescapeText('a\\b\\F\\c', DEFAULT_DELIMITERS)).toBe('a\\b|c');
    expect(unescapeText('5\\6 \\T\\ 7', DEFAULT_DELIMITERS)).toBe('5\\6 & 7');
  });

  it('of a separator that the message does not have stays as it is', () => {
    expect(unescapeText('\\T\\\\P\\', { ...DEFAULT_DELIMITERS, subcomponent: '' })).toBe('\\T\\\\P\\');
  });

  it('is none where the message declares no escape character', () => {
    expect(unescapeText('\\F\\', { ...DEFAULT_DELIMITERS, escape: '' })).toBe('\\F\\');
  });

  it.each(['\\', '\\x', '\\F', '\\F\\', `\\${'x'.repeat(100)}`])(
    'is looked for in one pass, in many of %j',
    (unit) => {
      const text = unit.repeat(5_000);
      expect(scannedCharacters(() => unescapeText(text, DEFAULT_DELIMITERS))).toBeLessThan(3 * text.length);
    },
  );
});

describe('escaped text', () => {
  it('reads as it was, with any separators', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), delimitersArbitrary, (text, delimiters) => {
        expect(unescapeText(escapeText(text, delimiters), delimiters)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('holds no separator and nothing that ends a segment or a frame', () => {
    const control = fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(control), delimitersArbitrary, fc.boolean(), (characters, known, mute) => {
        const delimiters = mute ? { ...known, escape: '' } : known;
        const escaped = escapeText(characters.join(''), delimiters);
        const { field, component, repetition, subcomponent, truncation } = delimiters;
        for (const one of [field, component, repetition, subcomponent, truncation])
          if (one !== '') expect(escaped).not.toContain(one);

        expect(escaped).not.toMatch(/[\x00-\x1f\x7f]/);
      }),
    );
  });
});
