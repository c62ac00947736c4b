import { parseMessage } from '@renwatch/hl7';
import { type ConnectionInfo, type Reply } from '@renwatch/mllp';
import { NO_TRACES, type Tracer } from '@renwatch/runtime';
import { waitFor } from '@renwatch/testing';
import { type Feed } from '../feeds/feed';
import { FakeWriter, listened, RecordedEvents } from '../gateway.spec-support';
import { Admission } from './admission';
import { ControlIds } from './control-ids';
import { frameBounds } from './frame-bounds';
import { FrameIntake } from './frame-intake';

export const now = () => new Date('2024-03-31T00:30:01.000Z');
export const MAX_FRAME_BYTES = 64 * 1024;
export const bounds = frameBounds(MAX_FRAME_BYTES);

let connections = 0;

/** A connection that no other test uses. */
export function newConnection(): ConnectionInfo {
  connections += 1;
  return { id: connections, peer: '127.0.0.1:5', address: '127.0.0.1', openedAt: new Date(0) };
}

export function intakeFor({
  feed = listened,
  writer = new FakeWriter(),
  maxFrameBytes = MAX_FRAME_BYTES,
  maxLetterBytesPerHour = 1 << 30,
  tracer = NO_TRACES,
}: {
  feed?: Feed;
  writer?: FakeWriter;
  maxFrameBytes?: number;
  maxLetterBytesPerHour?: number;
  tracer?: Tracer;
} = {}) {
  const events = new RecordedEvents();
  const logged: unknown[] = [];
  const log = { error: (fields: object) => void logged.push(fields), warn: () => undefined };
  const ours = frameBounds(maxFrameBytes);
  const admission = new Admission({ maxCostBytes: 2 * ours.recordsBytes, bounds: ours });
  const controlIds = new ControlIds({ startedAt: now(), random: () => 0 });
  const intake = new FrameIntake({
    ...{ feed, writer, bounds: ours, admission, maxLetterBytesPerHour },
    ...{ controlIds, events, log, now, tracer },
  });
  const connection = newConnection();
  return {
    intake,
    /** Takes a frame of the intake's one connection. */
    take: (payload: Buffer) => intake.frame(payload, connection),
    connection,
    writer,
    events,
    logged,
  };
}

export const codeOf = (reply: Reply | undefined): string => {
  if (!reply || !('payload' in reply)) throw new Error('no answer');
  return parseMessage(reply.payload).get('MSA-1');
};

/** Waits until the writer has so many records. */
export const written = (writer: FakeWriter, count: number) =>
  waitFor(() => writer.sent.length >= count, { timeoutMs: 5_000, what: `${count} records` });
