import { type AkiRule } from '@renwatch/aki';
import { type Input } from '../input/read-inputs';
import { type InputFrame, splitFrames } from '../input/split-frames';
import { previewDecisions } from './preview-decisions';
import { previewFrame, type PreviewedMessage, type PreviewOptions, refused } from './preview-frame';
import { type FramePreview } from './preview';

/** Returns what Renwatch would make of all frames of all inputs, in order, as if no patient had been known before. */
export function previewInputs(
  inputs: readonly Input[],
  options: PreviewOptions & { rule: AkiRule },
): FramePreview[] {
  const frames = inputs.flatMap(({ name, bytes }) =>
    splitFrames(bytes, options.maxFrameBytes).map((frame, index) => ({
      input: name,
      frame: index + 1,
      ...previewInputFrame(frame, options),
    })),
  );
  decideAll(
    frames.flatMap(({ messages }) => messages),
    options.rule,
  );
  return frames.map((frame) => ({ ...frame, messages: frame.messages.map(({ preview }) => preview) }));
}

function previewInputFrame(
  frame: InputFrame,
  options: PreviewOptions,
): { ack: string | null; messages: PreviewedMessage[] } {
  switch (frame.kind) {
    case 'frame':
      return previewFrame(frame.payload, options);
    case 'too-large': {
      const detail = `the frame is above MAX_FRAME_BYTES (${options.maxFrameBytes})`;
      return { ack: options.feed.rejectWith, messages: [refused('too-large', detail)] };
    }
    case 'noise': {
      const detail = `${frame.bytes} bytes that are no frame (${frame.reason}) are skipped`;
      return { ack: null, messages: [refused('noise', detail)] };
    }
    default:
      return frame satisfies never;
  }
}

/** Adds changes and decisions to the previews of the messages. */
function decideAll(messages: readonly PreviewedMessage[], rule: AkiRule): void {
  const read = messages.filter((message) => 'facts' in message);
  const outcomes = previewDecisions(
    read.map(({ facts }) => facts),
    rule,
  );
  read.forEach(({ preview }, index) => {
    const { changes = [], decisions = [] } = outcomes[index] ?? {};
    preview.changes = changes;
    preview.decisions = decisions;
  });
}
