import {
  decodeDeadLetter,
  decodeHl7Message,
  type DeadLetterRecord,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { DEFAULT_FEED_CHOICES, type IgnoredMessageReason } from '@renwatch/intake';
import { ProducerFullError, recordBytes } from '@renwatch/kafka';
import { type DialledFeed, type ListenedFeed } from './feeds/feed';
import { type DeadLetterReason } from './intake/dead-letter-reason';
import { type IntakeEvents } from './intake/intake.events';
import { type LetterRefusal } from './intake/letter-limits';
import { type RecordWriter } from './intake/record-writer.port';

const common = {
  host: '127.0.0.1',
  timezone: 'UTC',
  authority: 'local',
  charset: undefined,
  acknowledgements: 'auto',
  silenceLimitMs: undefined,
  ...DEFAULT_FEED_CHOICES,
  tls: undefined,
} as const;

export const listened: ListenedFeed = {
  direction: 'listened',
  name: 'ward',
  port: 0,
  rejectWith: 'AR',
  idleTimeoutMs: 60 * 60 * 1000,
  clientSubjects: undefined,
  allowFrom: undefined,
  ...common,
};

export const dialled: DialledFeed = {
  direction: 'dialled',
  name: 'course',
  port: 1,
  rejectWith: 'AA',
  reconnectOnSilenceMs: undefined,
  ...common,
};

/** Joins segments to a message's bytes. */
export const hl7 = (...segments: string[]): Buffer => Buffer.from(`${segments.join('\r')}\r`, 'utf8');

export const MSH = 'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||20240331003000||ORU^R01|||2.5';

/** Builds a result message as the course sends it. */
export const creatinine = (mrn: string, value: string): Buffer =>
  hl7(MSH, `PID|1||${mrn}`, 'OBR|1||||||20240331004500', `OBX|1|SN|CREATININE||${value}`);

type Sent = Parameters<RecordWriter['send']>[0];

/** Keeps the sent records; settles each send at once, or when the test says so. */
export class FakeWriter implements RecordWriter {
  readonly sent: Sent[] = [];
  private readonly waiting: { resolve(): void; reject(error: unknown): void }[] = [];

  constructor(
    private readonly mode: 'at-once' | 'when-told' | ((record: Sent) => Error | undefined) = 'at-once',
  ) {}

  send(record: Sent): Promise<void> {
    this.sent.push(record);
    if (this.mode === 'at-once') return Promise.resolve();
    if (this.mode === 'when-told') {
      return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    }
    const error = this.mode(record);
    return error ? Promise.reject(error) : Promise.resolve();
  }

  settle(index: number, error?: unknown): void {
    if (error === undefined) this.waiting[index]?.resolve();
    else this.waiting[index]?.reject(error);
  }

  get messages(): Hl7MessageRecord[] {
    return this.sent
      .filter(({ topic }) => topic === 'hl7.messages')
      .map(({ value }) => decodeHl7Message(value));
  }

  get deadLetters(): DeadLetterRecord[] {
    return this.sent
      .filter(({ topic }) => topic === 'dead-letters')
      .map(({ value }) => decodeDeadLetter(value));
  }
}

/** Bounds the waiting bytes as the producer does; writes them in the next turn of the event loop. */
export class BoundedWriter extends FakeWriter {
  private waitingBytes = 0;

  constructor(private readonly maxWaitingBytes: number) {
    super();
  }

  override async send(record: Sent): Promise<void> {
    const bytes = recordBytes(record);
    if (this.waitingBytes > 0 && this.waitingBytes + bytes > this.maxWaitingBytes)
      throw new ProducerFullError(`${this.waitingBytes} bytes wait to be written`);
    this.waitingBytes += bytes;
    await super.send(record);
    await new Promise(setImmediate);
    this.waitingBytes -= bytes;
  }
}

/** Records the events of an intake. */
export class RecordedEvents implements IntakeEvents {
  readonly told: string[] = [];
  message = (feed: string, type: string) => void this.told.push(`message ${feed} ${type}`);
  deadLetter = (feed: string, reason: DeadLetterReason) =>
    void this.told.push(`dead letter ${feed} ${reason}`);
  deadLetterLeftOut = (feed: string, refusal: LetterRefusal) =>
    void this.told.push(`left out ${feed} ${refusal}`);
  acknowledged = (feed: string, code: string) => void this.told.push(`acknowledged ${feed} ${code}`);
  ignored = (feed: string, reason: IgnoredMessageReason) => void this.told.push(`ignored ${feed} ${reason}`);
  durable = (feed: string) => void this.told.push(`durable ${feed}`);
  unacknowledged = (feed: string) => void this.told.push(`unacknowledged ${feed}`);
}
