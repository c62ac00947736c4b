import { Hl7ParseError } from '../hl7-parse.error';
import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters';

/** A printable ASCII character that is no letter, digit or blank: any other would cut names and numbers in pieces. */
const SEPARATOR = /^[!-/:-@[-`{-~]$/;
const MAX_ENCODING_CHARACTERS = 5;

let lastHeader = '';
let lastDelimiters = DEFAULT_DELIMITERS;

/**
 * The separators that a header (`MSH|^~\&|…`) declares. In MSH-2 the order says which is which; a character declared
 * twice (`^~\\&`) counts once; empty means the recommended ones; in `^~&` the escape character is the one left out.
 * Throws Hl7ParseError where they cannot separate.
 */
export function readDelimiters(header: string): Delimiters {
  const field = header.charAt(3);
  if (!SEPARATOR.test(field)) throw refused('MSH-1 is no separator');
  const end = header.indexOf(field, 4);
  const encodingCharacters = header.slice(4, end < 0 ? undefined : end).trimEnd();
  const key = field + encodingCharacters;
  if (key === lastHeader) return lastDelimiters;
  lastDelimiters = assign(field, encodingCharacters);
  lastHeader = key;
  return lastDelimiters;
}

function assign(field: string, encodingCharacters: string): Delimiters {
  if (encodingCharacters === '') return { ...DEFAULT_DELIMITERS, field };
  const characters = [...new Set(encodingCharacters)];
  if (characters.length > MAX_ENCODING_CHARACTERS) throw refused('MSH-2 is longer than it can be');
  if (!characters.every((character) => SEPARATOR.test(character))) throw refused('MSH-2 has no separators');
  if (characters.length === 3 && characters[2] === '&') characters.splice(2, 0, '');
  const [component = '', repetition = '', escape = '', subcomponent = '', truncation = ''] = characters;
  return { field, component, repetition, escape, subcomponent, truncation, encodingCharacters };
}

function refused(detail: string): Hl7ParseError {
  return new Hl7ParseError({ reason: 'delimiters', detail });
}
