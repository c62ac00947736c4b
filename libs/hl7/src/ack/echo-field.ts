import { toView } from '../charset/to-view';
import { type MessageHeader } from './read-header';

/** A field of the header that is longer is not sent back, but for MSH-10. */
const MAX_ECHO_CHARACTERS = 1_000;
/** Control characters end segments and frames; but by ESC Japanese text changes its charset. */
const CONTROL = /[\x00-\x1a\x1c-\x1f]/g;
const WIDE = /[^\x00-\x1a\x1c-\x7f]/;

/** A field of the header as it came; '' where it is long, or where a reader of bytes would see a separator in it. */
export function echoField(header: MessageHeader, field: number): string {
  const raw = header.raw(field);
  if (raw.length > MAX_ECHO_CHARACTERS) return '';
  const echo = withoutControls(raw);
  if (!WIDE.test(echo)) return echo;
  return Buffer.from(echo, 'latin1').includes(header.delimiters.field) || !isClosed(header, echo) ? '' : echo;
}

/** Whether what follows a field is read as what it is: half a character, or Japanese not ended, would take it in. */
export function isClosed(header: MessageHeader, raw: string): boolean {
  const { field } = header.delimiters;
  return toView(Buffer.from(raw + field, 'latin1'), header.charset).endsWith(field);
}

export function withoutControls(view: string): string {
  return view.replace(CONTROL, ' ');
}
