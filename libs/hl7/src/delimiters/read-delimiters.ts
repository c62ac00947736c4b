import { Hl7ParseError } from '../hl7-parse.error';
import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters';

/** Printable ASCII except letters, digits and blanks, which would cut names and numbers in pieces. */
const SEPARATOR = /^[!-/:-@[-`{-~]$/;
const MAX_ENCODING_CHARACTERS = 5;

let lastHeader = '';
let lastDelimiters = DEFAULT_DELIMITERS;

/**
 * Reads the separators that a header (`MSH|^~\&|…`) declares. Their order in MSH-2 gives their meaning. A character
 * declared twice (`^~\\&`) counts once, an empty MSH-2 means the recommended ones, and `^~&` lacks the escape character.
 * Throws Hl7ParseError for characters that cannot separate.
 */
export function readDelimiters(header: string): Delimiters {
  const field = header.charAt(3);
  if (!SEPARATOR.test(field)) throw refused('MSH-1 is not a separator');
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
  if (characters.length > MAX_ENCODING_CHARACTERS) throw refused('MSH-2 has too many characters');
  if (!characters.every((character) => SEPARATOR.test(character)))
    throw refused('MSH-2 contains letters, digits or blanks');
  if (characters.length === 3 && characters[2] === '&') characters.splice(2, 0, '');
  const [component = '', repetition = '', escape = '', subcomponent = '', truncation = ''] = characters;
  return { field, component, repetition, escape, subcomponent, truncation, encodingCharacters };
}

function refused(detail: string): Hl7ParseError {
  return new Hl7ParseError({ reason: 'delimiters', detail });
}
