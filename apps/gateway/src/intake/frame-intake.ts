import {
  type DeadLetterRecord,
  encodeHl7Message,
  type Hl7MessageRecord,
  HL7_MESSAGES,
  InvalidRecordError,
} from '@renwatch/events';
import { type ApplicationAckCode, buildAck } from '@renwatch/hl7';
import {
  answerCode,
  type AnsweredMessage,
  answeredMessage,
  type FrameMessage,
  frameOutcome,
  readFrame,
} from '@renwatch/intake';
import { outgoingDeadLetter, recordBytes, RecordTooLargeError } from '@renwatch/kafka';
import { type ConnectionInfo, type FrameHandler, type OversizePart, type Reply } from '@renwatch/mllp';
import { type CrashPoints, type Tracer } from '@renwatch/runtime';
import { TimeSlice } from '@renwatch/timing';
import { type Admission, type FramePlace } from './admission';
import { type ControlIds } from './control-ids';
import { frameLetter, framePartLetter } from './frame-letter';
import { type DeadLetterReason } from './dead-letter-reason';
import { type FrameBounds } from './frame-bounds';
import { LetterWriter, type LetterWriterOptions, type Outcome } from './letter.writer';
import { OversizeFrame } from './oversize-frame';
import { type RecordWriter } from './record-writer.port';

export interface FrameIntakeOptions extends LetterWriterOptions {
  bounds: FrameBounds;
  admission: Admission;
  controlIds: ControlIds;
  tracer: Tracer;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

type Outgoing = Parameters<RecordWriter['send']>[0];

/** The parts of a frame in work that its records need. */
interface FrameWork {
  place: FramePlace;
  /** Trace context of the frame's span. */
  traceparent: string | undefined;
}

/** A message of a frame as the record to write: of its own topic, or a dead letter. */
type FrameRecord = { outgoing: Outgoing } & (
  { kind: 'message'; type: string; bytes: Uint8Array } | { kind: 'dead-letter'; reason: DeadLetterReason }
);

/**
 * Writes the frames of a feed to Kafka and acknowledges each only after its records are durable.
 *
 * A frame is read once the admission lets it in. The frames of a connection are read, and all their records handed to the
 * writer, one after the other, so they keep their order; other connections take turns with a large frame.
 * A message that cannot be read or written is written as a dead letter and then rejected. If the brokers do not take
 * the records in time, the frame is not answered and the connection closes, so that the sender resends it. A frame whose
 * connection closed before it was read is dropped: its sender resends it.
 * Acknowledgements and empty frames are ignored, and not answered. A refused message beyond the bound of dead letters is
 * counted, and rejected whatever the feed's choice, because nothing of it is kept.
 */
export class FrameIntake implements FrameHandler {
  private readonly oversize = new Map<number, OversizeFrame>();
  private readonly closed = new WeakSet<ConnectionInfo>();
  private readonly letters: LetterWriter;
  private lastMergeAtMs = 0;

  constructor(private readonly options: FrameIntakeOptions) {
    this.letters = new LetterWriter(options);
  }

  async frame(payload: Buffer, connection: ConnectionInfo): Promise<Reply | undefined> {
    const receivedAt = this.options.now();
    return this.admitted(payload, connection, async (work) => {
      const { feed } = this.options;
      const { records, original } = await this.recordsOf(payload, receivedAt);
      if (records.length === 0) return undefined;
      const outcomes = await this.durable(receivedAt, await this.handOver(records, work));
      if (!outcomes) return this.unanswered();
      if (outcomes.includes('not-kept')) return this.answer('AR', original);
      return this.answer(
        frameOutcome(
          outcomes.map((code) => code === 'AA'),
          feed,
        ),
        original,
      );
    });
  }

  async oversizePart(part: OversizePart, connection: ConnectionInfo): Promise<Reply | undefined> {
    const receivedAt = this.options.now();
    const frame = this.oversizeFrameOf(part, connection);
    const ids = frame.add(part.payload);
    return this.admitted(part.payload, connection, async (work) => {
      const { feed } = this.options;
      const detail = 'the frame is above the limit and is kept in parts';
      const common = { feed: feed.name, reason: 'too-large' as const, detail, failedAt: receivedAt };
      const { payload, index, last } = part;
      const record = framePartLetter({ ...common, ...ids, payload, part: { index, last } });
      const writes = await this.handOver([letterOf(record, 'too-large')], work);
      const outcomes = await this.durable(receivedAt, writes);
      if (!outcomes) return this.unanswered();
      if (outcomes.includes('not-kept')) return { close: true, reason: 'dead-letters-full' };
      return last ? this.answer(feed.rejectWith, frame.header) : undefined;
    });
  }

  /** Keeps segments that came outside any frame: the message before them was answered without them. */
  async stray(payload: Buffer, connection: ConnectionInfo): Promise<Reply | undefined> {
    if (!holdsSegment(payload)) return undefined;
    return this.admitted(payload, connection, async (work) => {
      const detail = 'segments outside any frame: the end of a frame stood within the message before them';
      const writes = await this.handOver([this.refusal(payload, 'outside-frame', detail)], work);
      return (await this.durable(this.options.now(), writes)) ? undefined : this.unanswered();
    });
  }

  /** Drops the unfinished oversize frame, and the unread frames, of a closed connection. */
  disconnected(connection: ConnectionInfo): void {
    this.oversize.delete(connection.id);
    this.closed.add(connection);
  }

  private async admitted(
    payload: Buffer,
    connection: ConnectionInfo,
    work: (frame: FrameWork) => Promise<Reply | undefined>,
  ): Promise<Reply | undefined> {
    const { feed, tracer } = this.options;
    const span = tracer.start('frame', { attributes: { feed: feed.name, bytes: payload.length } });
    let reply: Reply | undefined;
    const place = this.options.admission.enter(connection.id, payload.length);
    try {
      const turn = place.turn();
      if (turn) await turn;
      if (!this.closed.has(connection)) reply = await work({ place, traceparent: span.traceparent });
      return reply;
    } finally {
      place.leave();
      span.end(reply && 'close' in reply ? { fault: reply.reason } : {});
    }
  }

  /** Hands records to the writer in order; each result is undefined if the write may have failed. */
  private async handOver(
    records: readonly FrameRecord[],
    { place, traceparent }: FrameWork,
  ): Promise<Promise<Outcome | undefined>[]> {
    const writes: Promise<Outcome | undefined>[] = [];
    const slice = new TimeSlice();
    let bytes = 0;
    for (const record of records) {
      writes.push(this.write(record, traceparent).catch(() => undefined));
      bytes += recordBytes(record.outgoing);
      if (slice.isOver) await slice.next();
    }
    place.handOver(bytes);
    return writes;
  }

  private oversizeFrameOf(part: OversizePart, connection: ConnectionInfo): OversizeFrame {
    const frame = (part.index > 0 ? this.oversize.get(connection.id) : undefined) ?? new OversizeFrame();
    if (part.last) this.oversize.delete(connection.id);
    else this.oversize.set(connection.id, frame);
    return frame;
  }

  /** Waits for all writes and returns their outcomes; undefined if any may have failed. */
  private async durable(
    receivedAt: Date,
    writes: readonly Promise<Outcome | undefined>[],
  ): Promise<Outcome[] | undefined> {
    const { feed, events, now, crashPoints } = this.options;
    const outcomes: Outcome[] = [];
    for (const outcome of await Promise.all(writes)) {
      if (outcome === undefined) return undefined;
      outcomes.push(outcome);
    }
    crashPoints?.pass('gateway.produced');
    events.durable(feed.name, now().getTime() - receivedAt.getTime());
    return outcomes;
  }

  /**
   * Reads the records of a frame, and the message that its answer refers to; no record if all of it is ignored. Their
   * bytes are counted as they are read, so no more than the bound is ever in memory; above it, the whole frame becomes
   * one dead letter.
   */
  private async recordsOf(
    payload: Buffer,
    receivedAt: Date,
  ): Promise<{ records: FrameRecord[]; original: AnsweredMessage }> {
    const { feed, bounds, events } = this.options;
    const records: FrameRecord[] = [];
    let original: AnsweredMessage = payload;
    let bytes = 0;
    let ignored = 0;
    const slice = new TimeSlice();
    for (const read of readFrame(payload, { feed, receivedAt, maxRecordBytes: bounds.recordBytes })) {
      if (slice.isOver) await slice.next();
      if (read.kind === 'ignored') {
        events.ignored(feed.name, read.reason);
        ignored += 1;
        continue;
      }
      if (records.length === 0) original = answeredMessage(read);
      const record = this.recordOf(read);
      bytes += recordBytes(record.outgoing);
      if (bytes > bounds.recordsBytes) {
        const detail = `the records of the frame together are above ${bounds.recordsBytes} bytes`;
        return { records: [this.refusal(payload, 'too-many-records', detail)], original };
      }
      records.push(record);
    }
    if (records.length + ignored === 0)
      records.push(this.refusal(payload, 'not-hl7', 'the frame holds no message'));
    return { records, original };
  }

  private recordOf(read: Exclude<FrameMessage, { kind: 'ignored' }>): FrameRecord {
    switch (read.kind) {
      case 'message':
        return this.messageRecord(read);
      case 'refused':
        if (read.fault !== undefined) this.logFault(read.fault);
        return this.refusal(read.bytes, read.reason, read.detail);
      default:
        return read satisfies never;
    }
  }

  private messageRecord(read: Extract<FrameMessage, { kind: 'message' }>): FrameRecord {
    const { bytes } = read;
    try {
      const record = read.record.merge ? this.inOrderOfMerges(read.record) : read.record;
      const outgoing = { topic: HL7_MESSAGES, ...encodeHl7Message(record) };
      return { kind: 'message', type: record.type, bytes, outgoing };
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      // A bug of the gateway. Without a dead letter the sender would resend the message without end.
      this.logFault(error.detail);
      return this.refusal(bytes, 'unreadable', error.detail);
    }
  }

  /**
   * Dates each merge at least 1 ms after the one before. Of two merges of one second the later received stands, and they
   * may be decided in any order, so the time of receipt must tell them apart.
   */
  private inOrderOfMerges(record: Hl7MessageRecord): Hl7MessageRecord {
    this.lastMergeAtMs = Math.max(Date.parse(record.receivedAt), this.lastMergeAtMs + 1);
    return { ...record, receivedAt: new Date(this.lastMergeAtMs).toISOString() };
  }

  private async write(record: FrameRecord, traceparent: string | undefined): Promise<Outcome> {
    const outgoing = { ...record.outgoing, traceparent };
    if (record.kind === 'dead-letter') return this.letters.write(outgoing, record.reason);
    const { feed, writer, events } = this.options;
    try {
      await writer.send(outgoing);
    } catch (error) {
      if (!(error instanceof RecordTooLargeError)) throw error;
      const detail = 'the record is above the limit of the topic';
      return this.write(this.refusal(record.bytes, 'record-too-large', detail), traceparent);
    }
    events.message(feed.name, record.type);
    return 'AA';
  }

  /** Logs a bug of the gateway; the sender is not at fault. */
  private logFault(fault: string): void {
    const { feed, log } = this.options;
    log.error({ feed: feed.name, fault }, 'reading a message failed');
  }

  private refusal(payload: Uint8Array, reason: DeadLetterReason, detail: string): FrameRecord {
    const { feed, now } = this.options;
    return letterOf(frameLetter({ feed: feed.name, reason, detail, payload, failedAt: now() }), reason);
  }

  private answer(outcome: ApplicationAckCode, original: AnsweredMessage): Reply | undefined {
    const { feed, events, controlIds, now } = this.options;
    const code = answerCode(original, outcome, feed);
    events.acknowledged(feed.name, code ?? 'none');
    if (code === undefined) return undefined;
    return { payload: buildAck(original, { code, now: now(), controlId: controlIds.next() }) };
  }

  private unanswered(): Reply {
    const { feed, events } = this.options;
    events.unacknowledged(feed.name);
    return { close: true, reason: 'kafka-unavailable' };
  }
}

function letterOf(letter: DeadLetterRecord, reason: DeadLetterReason): FrameRecord {
  return { kind: 'dead-letter', reason, outgoing: outgoingDeadLetter(letter) };
}

/** Returns true if a line begins as a segment does; other noise may be of any protocol. */
function holdsSegment(payload: Buffer): boolean {
  return /(?:^|[\r\n])[A-Z][A-Z0-9]{2}\|/.test(payload.toString('latin1'));
}
