import {
  DEAD_LETTERS,
  type DeadLetterRecord,
  encodeDeadLetter,
  encodeHl7Message,
  HL7_MESSAGES,
  InvalidRecordError,
} from '@renwatch/events';
import { buildAck, type Hl7Message } from '@renwatch/hl7';
import { RecordTooLargeError } from '@renwatch/kafka';
import { type ConnectionInfo, type FrameHandler, type OversizePart, type Reply } from '@renwatch/mllp';
import { type CrashPoints } from '@renwatch/runtime';
import { type Feed, type RejectCode } from '../feed/feed';
import { type ControlIds } from './control-ids';
import { deadLetter, deadLetterPart } from './dead-letter';
import { type DeadLetterReason } from './dead-letter-reason';
import { type IntakeEvents } from './intake-events';
import { OversizeFrame } from './oversize-frame';
import { type ReadMessage, readFrame } from './read-frame';
import { type RecordWriter } from './record-writer.port';

/** The part of a pino logger that is used; fields never hold a payload. */
export interface IntakeLog {
  error(fields: object, message: string): void;
}

export interface FrameIntakeOptions {
  feed: Feed;
  writer: RecordWriter;
  controlIds: ControlIds;
  events: IntakeEvents;
  log: IntakeLog;
  now: () => Date;
  /** For tests. */
  crashPoints?: Pick<CrashPoints, 'pass'>;
}

type AckCode = 'AA' | RejectCode;

/**
 * A feed's frames to Kafka, and only then their acknowledgements. Everything is handed to the writer before the first
 * wait, so that the frames of a connection keep their order; what cannot be taken as a message is a dead letter first.
 * Where the brokers do not take it in time nothing is answered and the connection closes, so that the sender resends.
 */
export class FrameIntake implements FrameHandler {
  private readonly oversize = new Map<number, OversizeFrame>();

  constructor(private readonly options: FrameIntakeOptions) {}

  async frame(payload: Buffer): Promise<Reply> {
    const { feed, now } = this.options;
    const receivedAt = now();
    const messages = readFrame(payload, feed, receivedAt);
    const codes = await this.durable(
      receivedAt,
      messages.length === 0 ? [this.refuseEmpty(payload)] : messages.map((one) => this.write(one)),
    );
    if (!codes) return this.unanswered();
    const [first] = messages;
    const original = first?.kind === 'message' ? first.message : (first?.bytes ?? payload);
    return this.answer(codes.every((code) => code === 'AA') ? 'AA' : feed.rejectWith, original);
  }

  async oversizePart(part: OversizePart, connection: ConnectionInfo): Promise<Reply | undefined> {
    const { feed, now } = this.options;
    const receivedAt = now();
    const frame = this.oversizeFrameOf(part, connection);
    const detail = 'the frame is above the limit and is kept in parts';
    const common = {
      feed: feed.name,
      reason: 'too-large' as const,
      detail,
      payload: part.payload,
      failedAt: receivedAt,
    };
    const { index, last } = part;
    const record = deadLetterPart({ ...common, ...frame.add(part.payload), part: { index, last } });
    if (!(await this.durable(receivedAt, [this.writeDeadLetter(record, 'too-large')])))
      return this.unanswered();
    return last ? this.answer(feed.rejectWith, frame.header) : undefined;
  }

  /** Forgets what a connection left unfinished. */
  disconnected(connection: ConnectionInfo): void {
    this.oversize.delete(connection.id);
  }

  private oversizeFrameOf(part: OversizePart, connection: ConnectionInfo): OversizeFrame {
    const frame = (part.index > 0 ? this.oversize.get(connection.id) : undefined) ?? new OversizeFrame();
    if (part.last) this.oversize.delete(connection.id);
    else this.oversize.set(connection.id, frame);
    return frame;
  }

  /** The code of each write, once all are done; undefined where one may have failed. */
  private async durable(receivedAt: Date, writes: Promise<AckCode>[]): Promise<AckCode[] | undefined> {
    const { feed, events, now, crashPoints } = this.options;
    const outcomes = await Promise.allSettled(writes);
    const codes: AckCode[] = [];
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') return undefined;
      codes.push(outcome.value);
    }
    crashPoints?.pass('gateway.produced');
    events.durable(feed.name, now().getTime() - receivedAt.getTime());
    return codes;
  }

  private async write(message: ReadMessage): Promise<AckCode> {
    const { feed, writer, events } = this.options;
    if (message.kind === 'refused') {
      if (message.fault !== undefined) this.logFault(message.fault);
      return this.refuse(message.bytes, message.reason, message.detail);
    }
    const { record, bytes } = message;
    try {
      await writer.send({ topic: HL7_MESSAGES, ...encodeHl7Message(record) });
    } catch (error) {
      if (error instanceof InvalidRecordError) {
        this.logFault(error.detail);
        return this.refuse(bytes, 'unreadable', error.detail);
      }
      if (!(error instanceof RecordTooLargeError)) throw error;
      return this.refuse(bytes, 'record-too-large', 'the record is above the limit of the topic');
    }
    events.message(feed.name, record.type);
    return 'AA';
  }

  /** A fault of ours, not the sender's. */
  private logFault(fault: string): void {
    const { feed, log } = this.options;
    log.error({ feed: feed.name, fault }, 'reading a message failed');
  }

  private refuse(payload: Uint8Array, reason: DeadLetterReason, detail: string): Promise<AckCode> {
    const { feed, now } = this.options;
    return this.writeDeadLetter(
      deadLetter({ feed: feed.name, reason, detail, payload, failedAt: now() }),
      reason,
    );
  }

  private refuseEmpty(payload: Uint8Array): Promise<AckCode> {
    return this.refuse(payload, 'not-hl7', 'the frame holds no message');
  }

  private async writeDeadLetter(record: DeadLetterRecord, reason: DeadLetterReason): Promise<AckCode> {
    const { feed, writer, events } = this.options;
    await writer.send({ topic: DEAD_LETTERS, ...encodeDeadLetter(record) });
    events.deadLetter(feed.name, reason);
    return feed.rejectWith;
  }

  private answer(code: AckCode, original: Hl7Message | Uint8Array): Reply {
    const { feed, events, controlIds, now } = this.options;
    events.acknowledged(feed.name, code);
    return { payload: buildAck(original, { code, now: now(), controlId: controlIds.next() }) };
  }

  private unanswered(): Reply {
    const { feed, events } = this.options;
    events.unacknowledged(feed.name);
    return { close: true, reason: 'kafka-unavailable' };
  }
}
