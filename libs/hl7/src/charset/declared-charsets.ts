import { type Delimiters } from '../delimiters/delimiters';
import { charsetNamed, type Charset } from './charset';
import { toView } from './to-view';

const FIELD = 17;
/** Those whose characters may hold the bytes of separators, so that MSH-18 is found only by reading the header in them. */
const OVERLAPPING: readonly Charset[] = ['shift_jis', 'iso-2022-jp', 'big5', 'gb18030'];
/** Beyond ASCII, or ESC. */
const WIDE = /[^\x00-\x1a\x1c-\x7f]/;

/** The charsets that MSH-18 names, those unknown left out. `header`: the bytes of MSH. */
export function declaredCharsets(header: Buffer, delimiters: Delimiters): Charset[] {
  const plain = header.toString('latin1');
  const overlapping = WIDE.test(plain) ? OVERLAPPING : [];
  for (const charset of overlapping) {
    const named = namedIn(toView(header, charset), delimiters);
    if (named.includes(charset)) return named;
  }
  return namedIn(plain, delimiters);
}

function namedIn(view: string, { field, repetition }: Delimiters): Charset[] {
  const text = view.split(field, FIELD + 1)[FIELD] ?? '';
  if (text === '') return [];
  const names = repetition === '' ? [text] : text.split(repetition);
  return names.map(charsetNamed).filter((charset) => charset !== undefined);
}
