/** A segment as received, and what ended it: CR, LF, CR LF, or nothing at the end of the message. */
export interface Line {
  readonly text: string;
  readonly end: string;
}

/**
 * A view cut into lines. Joined, texts and ends are the view again.
 *
 * CR ends a segment always. LF does where the message has no CR; where it has, only before what looks like a segment,
 * because senders that end segments with CR let LF stand within a text, and what followed it there would be lost.
 */
export function splitLines(view: string, fieldSeparator: string): Line[] {
  const lines: Line[] = [];
  const mixed = view.includes('\r');
  let begin = 0;
  // One search goes through the whole. Two, one for each character, are not safe: V8 takes String.indexOf for free to be
  // called early, and its optimised code sought a character that was not there again for every line.
  for (const { 0: end, index } of view.matchAll(ENDS)) {
    if (end === '\n' && mixed && !endsSegment(view, index, fieldSeparator)) continue;
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
