import { type Delimiters } from '../delimiters/delimiters';

/** No character of these may be a separator. */
const PLAIN = /^[0-9A-Za-z ]*$/;

/**
 * Escapes separators and control characters, so that a text ends neither its field nor its segment. If the message
 * declares no escape character, each of them becomes a blank.
 */
export function escapeText(text: string, delimiters: Delimiters): string {
  if (PLAIN.test(text)) return text;
  let escaped = '';
  for (const character of text) escaped += escapeCharacter(character, delimiters);
  return escaped;
}

function escapeCharacter(character: string, delimiters: Delimiters): string {
  const body = bodyFor(character, delimiters);
  if (body === undefined) return character;
  return delimiters.escape === '' ? ' ' : `${delimiters.escape}${body}${delimiters.escape}`;
}

function bodyFor(character: string, delimiters: Delimiters): string | undefined {
  switch (character) {
    case delimiters.field:
      return 'F';
    case delimiters.component:
      return 'S';
    case delimiters.repetition:
      return 'R';
    case delimiters.escape:
      return 'E';
    case delimiters.subcomponent:
      return 'T';
    case delimiters.truncation:
      return 'P';
    default:
      break;
  }
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f ? `X${code.toString(16).toUpperCase().padStart(2, '0')}` : undefined;
}
