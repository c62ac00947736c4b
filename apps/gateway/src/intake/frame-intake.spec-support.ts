import { parseMessage } from '@renwatch/hl7';
import { type Reply } from '@renwatch/mllp';
import { type Feed } from '../feeds/feed';
import { FakeWriter, listened, RecordedEvents } from '../gateway.spec-support';
import { ControlIds } from './control-ids';
import { frameBounds } from './frame-bounds';
import { FrameIntake } from './frame-intake';

export const now = () => new Date('2024-03-31T00:30:01.000Z');
export const MAX_FRAME_BYTES = 64 * 1024;
export const bounds = frameBounds(MAX_FRAME_BYTES);

export function intakeFor({
  feed = listened,
  writer = new FakeWriter(),
}: { feed?: Feed; writer?: FakeWriter } = {}) {
  const events = new RecordedEvents();
  const logged: unknown[] = [];
  const log = { error: (fields: object) => void logged.push(fields) };
  const controlIds = new ControlIds({ startedAt: now(), random: () => 0 });
  return {
    intake: new FrameIntake({ feed, writer, bounds, controlIds, events, log, now }),
    writer,
    events,
    logged,
  };
}

export const codeOf = (reply: Reply | undefined): string => {
  if (!reply || !('payload' in reply)) throw new Error('no answer');
  return parseMessage(reply.payload).get('MSA-1');
};
