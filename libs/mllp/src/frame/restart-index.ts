import { CONTROL } from './control-bytes';

/** `MSH|`: enough to know that a frame begins again. */
const OPENING_BYTES = 4;

/**
 * Where a payload's last beginning is: 0, or the index after a VT that is followed by the same bytes the payload
 * began with. Such a VT is a sender that gave a frame up and began again; any other VT is data (word processors use
 * it for a line break, and it reaches free text).
 */
export function restartIndex(payload: Buffer): number {
  for (let at = payload.lastIndexOf(CONTROL.VT); at >= 0; at = payload.lastIndexOf(CONTROL.VT, at - 1)) {
    const length = Math.min(OPENING_BYTES, at);
    const after = at + 1;
    if (payload.compare(payload, 0, length, after, Math.min(after + length, payload.length)) === 0)
      return after;
    if (at === 0) break;
  }
  return 0;
}
