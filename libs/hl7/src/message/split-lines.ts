/** A segment as received and its end: CR, LF, CR LF, or nothing at the end of the message. */
export interface Line {
  readonly text: string;
  readonly end: string;
}

/**
 * Splits a view into lines. The joined texts and ends are the view again.
 *
 * CR always ends a segment. LF ends a segment if the message has no CR. If it has, LF ends a segment only before text
 * that looks like a segment, because senders that end segments with CR may have LF within a text.
 */
export function splitLines(view: string, fieldSeparator: string): Line[] {
  if (!view.includes('\n')) return splitAt(view, '\r');
  return view.includes('\r') ? splitMixed(view, fieldSeparator) : splitAt(view, '\n');
}

function splitAt(view: string, end: string): Line[] {
  const lines: Line[] = [];
  let begin = 0;
  for (let index = view.indexOf(end); index >= 0; index = view.indexOf(end, begin)) {
    lines.push({ text: view.slice(begin, index), end });
    begin = index + 1;
  }
  if (begin < view.length) lines.push({ text: view.slice(begin), end: '' });
  return lines;
}

function splitMixed(view: string, fieldSeparator: string): Line[] {
  const lines: Line[] = [];
  let begin = 0;
  // A single search for both characters. Two calls of String.indexOf are not linear: V8's optimised code calls indexOf
  // early, and then searches for an absent character again for every line.
  for (const { 0: end, index } of view.matchAll(ENDS)) {
    if (end === '\n' && !endsSegment(view, index, fieldSeparator)) continue;
    lines.push({ text: view.slice(begin, index), end });
    begin = index + end.length;
  }
  if (begin < view.length) lines.push({ text: view.slice(begin), end: '' });
  return lines;
}

const ENDS = /\r\n?|\n/g;
const NAME = /[A-Z][A-Z0-9]{2}/y;

function endsSegment(view: string, feed: number, fieldSeparator: string): boolean {
  const next = view[feed + 1];
  if (next === undefined || next === '\r' || next === '\n') return true;
  NAME.lastIndex = feed + 1;
  if (!NAME.test(view)) return false;
  const after = view[feed + 4];
  return after === undefined || after === fieldSeparator || after === '\r' || after === '\n';
}
