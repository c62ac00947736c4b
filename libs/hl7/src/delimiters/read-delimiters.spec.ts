import { Hl7ParseError } from '../hl7-parse.error';
import { readDelimiters } from './read-delimiters';

describe('the separators of a header', () => {
  it.each([
    ['MSH|^~\\&|LAB', '^~\\&', ['^', '~', '\\', '&', '']],
    ['MSH|^~\\&#|LAB', '^~\\&#', ['^', '~', '\\', '&', '#']],
    ['MSH|^~\\&', '^~\\&', ['^', '~', '\\', '&', '']],
    ['MSH|^~\\& |LAB', '^~\\&', ['^', '~', '\\', '&', '']],
    ['MSH|^~\\\\&|LAB', '^~\\\\&', ['^', '~', '\\', '&', '']],
    ['MSH|^~&|LAB', '^~&', ['^', '~', '', '&', '']],
    ['MSH|^~\\|LAB', '^~\\', ['^', '~', '\\', '', '']],
    ['MSH|^~&#|LAB', '^~&#', ['^', '~', '&', '#', '']],
    ['MSH|^~|LAB', '^~', ['^', '~', '', '', '']],
    ['MSH|^|LAB', '^', ['^', '', '', '', '']],
    ['MSH||LAB', '^~\\&', ['^', '~', '\\', '&', '']],
  ])('%j are %j', (header, encodingCharacters, [component, repetition, escape, subcomponent, truncation]) => {
    const expected = { component, repetition, escape, subcomponent, truncation, encodingCharacters };
    expect(readDelimiters(header)).toEqual({ field: '|', ...expected });
    expect(readDelimiters(header.replaceAll('|', '*'))).toEqual({ field: '*', ...expected });
  });

  it.each([
    ['MSH', 'MSH-1 is not a separator'],
    ['MSHA^~\\&', 'MSH-1 is not a separator'],
    ['MSH ^~\\&', 'MSH-1 is not a separator'],
    ['MSH|^~\\&#!|LAB', 'MSH-2 has too many characters'],
    ['MSH|^A|LAB', 'MSH-2 contains letters, digits or blanks'],
    ['MSH|^~ &|LAB', 'MSH-2 contains letters, digits or blanks'],
  ])('%j are refused: %s', (header, detail) => {
    expect(() => readDelimiters(header)).toThrow(new Hl7ParseError({ reason: 'delimiters', detail }));
  });
});
