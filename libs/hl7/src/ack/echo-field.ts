import { OVERLAPPING, toView } from '../charset/to-view';
import { type MessageHeader } from './read-header';

/** Longer fields of the header are not sent back, except MSH-10. */
const MAX_ECHO_CHARACTERS = 1_000;
/** Control characters could end segments and frames. ESC is kept: Japanese text changes its charset by it. */
const CONTROL = /[\x00-\x1a\x1c-\x1f]/g;

/** Returns a field of the header as received; '' if it is long or a reader of bytes would see a separator in it. */
export function echoField(header: MessageHeader, field: number): string {
  const raw = header.raw(field);
  if (raw.length > MAX_ECHO_CHARACTERS) return '';
  const echo = withoutControls(raw);
  if (!OVERLAPPING.includes(header.charset)) return echo;
  return Buffer.from(echo, 'latin1').includes(header.delimiters.field) || !isClosed(header, echo) ? '' : echo;
}

/** Returns false if the field would swallow the next separator: by half a character or by Japanese text that does not end. */
export function isClosed(header: MessageHeader, raw: string): boolean {
  if (!OVERLAPPING.includes(header.charset)) return true;
  const { field } = header.delimiters;
  return toView(Buffer.from(raw + field, 'latin1'), header.charset).endsWith(field);
}

export function withoutControls(view: string): string {
  return view.replace(CONTROL, ' ');
}
