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
  let carriage = view.indexOf('\r');
  const mixed = carriage >= 0;
  let feed = view.indexOf('\n');
  for (let begin = 0; begin < view.length;) {
    if (carriage >= 0 && carriage < begin) carriage = view.indexOf('\r', begin);
    if (feed >= 0 && feed < begin) feed = view.indexOf('\n', begin);
    while (
      mixed &&
      feed >= 0 &&
      (carriage < 0 || feed < carriage) &&
      !endsSegment(view, feed, fieldSeparator)
    )
      feed = view.indexOf('\n', feed + 1);
    const stop = carriage < 0 ? feed : feed < 0 ? carriage : Math.min(carriage, feed);
    if (stop < 0) {
      lines.push({ text: view.slice(begin), end: '' });
      break;
    }
    const end = view[stop] === '\r' && view[stop + 1] === '\n' ? '\r\n' : (view[stop] ?? '');
    lines.push({ text: view.slice(begin, stop), end });
    begin = stop + end.length;
  }
  return lines;
}

const NAME = /[A-Z][A-Z0-9]{2}/y;

function endsSegment(view: string, feed: number, fieldSeparator: string): boolean {
  const next = view[feed + 1];
  if (next === undefined || next === '\r' || next === '\n') return true;
  NAME.lastIndex = feed + 1;
  if (!NAME.test(view)) return false;
  const after = view[feed + 4];
  return after === undefined || after === fieldSeparator || after === '\r' || after === '\n';
}
