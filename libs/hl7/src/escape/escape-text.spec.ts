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
  ])('reads %j as %j', (text, expected) => {
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
    '\\X41Z\\',
    '\\E',
    '\\X\\',
    '\\.sp+2\\',
    '\\C2842\\',
    '\\M242843\\',
    '\\Zx\\',
    'C:\\temp\\new',
  ])('leaves %j unchanged, which is unknown or broken', (text) => {
    expect(unescapeText(text, DEFAULT_DELIMITERS)).toBe(text);
  });

  it('is read also after a broken escape', () => {
    expect(unescapeText('a\\b\\F\\c', DEFAULT_DELIMITERS)).toBe('a\\b|c');
    expect(unescapeText('5\\6 \\T\\ 7', DEFAULT_DELIMITERS)).toBe('5\\6 & 7');
  });

  it('is left unchanged for a separator that the message lacks', () => {
    expect(unescapeText('\\T\\\\P\\', { ...DEFAULT_DELIMITERS, subcomponent: '' })).toBe('\\T\\\\P\\');
  });

  it('is not read if the message declares no escape character', () => {
    expect(unescapeText('\\F\\', { ...DEFAULT_DELIMITERS, escape: '' })).toBe('\\F\\');
  });

  it.each([
    [16_382, true],
    [16_384, false],
  ])('with %d hexadecimal digits is read: %s', (digits, isRead) => {
    const text = `\\X${'41'.repeat(digits / 2)}\\|`;
    expect(unescapeText(text, DEFAULT_DELIMITERS)).toBe(isRead ? `${'A'.repeat(digits / 2)}|` : text);
    expect(unescapeText(`${'x'.repeat(digits)}\\F\\`, DEFAULT_DELIMITERS)).toBe(`${'x'.repeat(digits)}|`);
  });

  it.each(['\\', '\\x', '\\F', '\\F\\', `\\${'x'.repeat(100)}`])(
    'is searched in a single pass through many of %j',
    (unit) => {
      const text = unit.repeat(5_000);
      expect(scannedCharacters(() => unescapeText(text, DEFAULT_DELIMITERS))).toBeLessThan(3 * text.length);
    },
  );
});

describe('escaped text', () => {
  it.each([
    ['a|b^c&d~e\\f#g', 'a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\P\\g'],
    ['\r\n\x1f\x7f', '\\X0D\\\\X0A\\\\X1F\\\\X7F\\'],
    [' ~é', ' \\R\\é'],
  ])('replaces %j by %j', (text, expected) => {
    expect(escapeText(text, truncated)).toBe(expected);
  });

  it('has a blank for each separator if no escape character is declared', () => {
    expect(escapeText('a|b\rc~d', { ...DEFAULT_DELIMITERS, escape: '' })).toBe('a b c d');
  });

  it('is unescaped to the original text, with any separators', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), delimitersArbitrary, (text, delimiters) => {
        expect(unescapeText(escapeText(text, delimiters), delimiters)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('contains no separators or control characters', () => {
    const control = fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(control), delimitersArbitrary, fc.boolean(), (characters, known, mute) => {
        const delimiters = mute ? { ...known, escape: '' } : known;
        const escaped = escapeText(characters.join(''), delimiters);
        const { field, component, repetition, subcomponent, truncation } = delimiters;
        for (const separator of [field, component, repetition, subcomponent, truncation])
          if (separator !== '') expect(escaped).not.toContain(separator);

        expect(escaped).not.toMatch(/[\x00-\x1f\x7f]/);
      }),
    );
  });
});
