import { type Delimiters } from '../delimiters/delimiters';

/** The longest escape; bounds the search after a lone escape character. */
const MAX_ESCAPE_CHARACTERS = 16_384;

/**
 * Replaces escapes: `\F\ \S\ \T\ \R\ \E\ \P\`, hexadecimal bytes, `\.br\` by LF, and highlighting (`\H\`, `\N\`) by
 * nothing. Unknown and broken escapes stay unchanged. Linear in the length of the text.
 */
export function replaceEscapes(
  text: string,
  delimiters: Delimiters,
  fromBytes: (hexadecimal: string) => string,
): string {
  const { escape } = delimiters;
  let begin = escape === '' ? -1 : text.indexOf(escape);
  if (begin < 0) return text;
  let replaced = '';
  let copied = 0;
  let end = text.indexOf(escape, begin + 1);
  while (end >= 0) {
    const body = end - begin - 1 > MAX_ESCAPE_CHARACTERS ? undefined : text.slice(begin + 1, end);
    const meaning = body === undefined ? undefined : meaningOf(body, delimiters, fromBytes);
    if (meaning === undefined) {
      // Not an escape: its second character may begin the next one.
      begin = end;
    } else {
      replaced += text.slice(copied, begin) + meaning;
      copied = end + 1;
      begin = text.indexOf(escape, copied);
      if (begin < 0) break;
    }
    end = text.indexOf(escape, begin + 1);
  }
  return replaced + text.slice(copied);
}

const HEXADECIMAL = /^X(?:[0-9A-Fa-f]{2})+$/;

function meaningOf(
  body: string,
  delimiters: Delimiters,
  fromBytes: (hexadecimal: string) => string,
): string | undefined {
  switch (body) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent || undefined;
    case 'R':
      return delimiters.repetition || undefined;
    case 'E':
      return delimiters.escape;
    case 'P':
      return delimiters.truncation || undefined;
    case 'H':
    case 'N':
      return '';
    case '.br':
      return '\n';
    default:
      return HEXADECIMAL.test(body) ? fromBytes(body.slice(1)) : undefined;
  }
}
