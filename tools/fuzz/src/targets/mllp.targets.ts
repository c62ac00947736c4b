import { encodeFrame, FrameDecoder, type FrameEvent } from '@renwatch/mllp';
import { type Random } from '../inputs/random';
import { HL7_TOKENS, MESSAGES } from '../inputs/messages';
import { BrokenPromise, expectSameValue, type Target } from './target';

const MAX_FRAME_BYTES = 4_096;
const LONGEST_CHUNK_BYTES = 2_000;

function decoded(input: Buffer, nextLength: () => number): FrameEvent[] {
  const decoder = new FrameDecoder({ maxFrameBytes: MAX_FRAME_BYTES });
  const events: FrameEvent[] = [];
  for (let from = 0, to; from < input.length; from = to) {
    to = from + nextLength();
    events.push(...decoder.push(input.subarray(from, to)));
    if (decoder.bufferedBytes > MAX_FRAME_BYTES)
      throw new BrokenPromise('the decoder holds more than a frame');
  }
  return [...events, ...decoder.endFrame(), ...decoder.end()];
}

/** Strays are cut where a chunk ends, and parts of a frame above the limit may be: only their bytes are compared. */
function outcome(events: readonly FrameEvent[]): unknown {
  const bytes = { stray: 0, oversize: 0, noise: 0 };
  const frames: string[] = [];
  for (const event of events) {
    if (event.kind === 'frame') frames.push(event.payload.toString('latin1'));
    else if (event.kind === 'stray') bytes.stray += event.payload.length;
    else if (event.kind === 'noise') bytes.noise += event.bytes;
    else bytes.oversize += event.payload.length;
  }
  return { frames, bytes };
}

const chunks = (random: Random) => (): number =>
  random.oneIn(3) ? 1 + random.below(4) : 1 + random.below(LONGEST_CHUNK_BYTES);

export const codec: Target = {
  name: 'codec',
  promise: 'finds the same frames however the bytes are cut into chunks, and holds at most one frame',
  seeds: MESSAGES.map((message) => Buffer.from(encodeFrame(message))),
  tokens: HL7_TOKENS,
  check(input, random) {
    const whole = outcome(decoded(input, () => Math.max(1, input.length)));
    expectSameValue(outcome(decoded(input, chunks(random))), whole, 'chunks change the frames');
  },
};
