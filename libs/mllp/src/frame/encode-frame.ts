import { CONTROL } from './control-bytes';

/** Wraps a payload as `VT payload FS CR`, without looking into it. */
export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(payload.length + 3);
  frame[0] = CONTROL.VT;
  frame.set(payload, 1);
  frame[payload.length + 1] = CONTROL.FS;
  frame[payload.length + 2] = CONTROL.CR;
  return frame;
}
