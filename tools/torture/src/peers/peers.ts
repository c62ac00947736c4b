import { setTimeout as pause } from 'node:timers/promises';
import { encodeFrame } from '@renwatch/mllp';
import { type SentMessage } from '../checker/evidence';
import { PeerConnection } from './peer-connection';
import { messagesOf, pageOf, type PeerMessage, type PeerPatient } from './peer-messages';

/**
 * How a peer sends: `plain`: all frames without waiting for answers; `twice`: each frame two times; `split`: a packet for
 * each byte; `broken`: half of its first frame and the end of the connection, then all frames again.
 */
export type PeerManner = 'plain' | 'twice' | 'split' | 'broken';

type Log = { -readonly [Key in keyof SentMessage]: SentMessage[Key] };

const DIAL_AGAIN_AFTER_MS = 200;

/** Senders beside the hospital: each sends patients of its own, in bad manners, until all is acknowledged. */
export class Peers {
  readonly sent: Log[] = [];
  readonly expectedPages = new Set<string>();
  private turn = 0;
  private stopped = false;
  private readonly underWay: Promise<void>[] = [];

  /** `ports`: of the gateways, as a sender dials them. */
  constructor(private readonly ports: () => readonly number[]) {}

  /** Begins to send a patient; `done` waits for the end. */
  sendPatient(patient: PeerPatient, manner: PeerManner): void {
    const messages = messagesOf(patient);
    this.expectedPages.add(pageOf(patient));
    // The last alone: its page is due once, however the others arrive.
    this.underWay.push(
      this.deliver(messages.slice(0, -1), manner).then(() => this.deliver(messages.slice(-1), manner)),
    );
  }

  /** Begins to send bytes that are no HL7, each in a frame. */
  lie(payloads: readonly Buffer[]): void {
    const lies = payloads.map((bytes) => ({ bytes, mrn: '', results: [] }));
    this.underWay.push(this.deliver(lies, 'plain'));
  }

  /** Waits until all of it is acknowledged or refused. */
  async done(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Opens connections that hold the first half of a frame for some time, and never send the rest. */
  async hold(connections: number, ms: number): Promise<void> {
    const half = Buffer.from('\x0bMSH|^~\\&|PEER|TORTURE|||20240301000000||ORU^R01|');
    const held: PeerConnection[] = [];
    for (let count = 0; count < connections; count += 1) {
      const connection = await PeerConnection.open(this.port()).catch(() => undefined);
      if (!connection) continue;
      held.push(connection);
      await connection.write([half]).catch(() => undefined);
    }
    await pause(ms);
    for (const connection of held) connection.close();
  }

  /** Sends nothing any more; what is under way ends. */
  stop(): void {
    this.stopped = true;
  }

  private async deliver(messages: readonly PeerMessage[], manner: PeerManner): Promise<void> {
    const nowMs = Date.now();
    let left = messages.map((message) => {
      const { bytes, mrn, results } = message;
      const log: Log = { raw: bytes.toString('base64'), mrn, results, firstSentAtMs: nowMs };
      this.sent.push(log);
      return { bytes, log };
    });
    for (let isFirst = true; left.length > 0 && !this.stopped; isFirst = false) {
      await this.exchange(left, isFirst || manner !== 'broken' ? manner : 'plain').catch(() => undefined);
      left = left.filter(({ log }) => log.acknowledgedAtMs === undefined && !log.isRefused);
      if (left.length > 0) await pause(DIAL_AGAIN_AFTER_MS);
    }
  }

  /** Sends all of it on one connection and logs the answers. @throws Error if the connection fails */
  private async exchange(
    messages: readonly { bytes: Buffer; log: Log }[],
    manner: PeerManner,
  ): Promise<void> {
    const connection = await PeerConnection.open(this.port());
    try {
      const expected = manner === 'twice' ? messages.flatMap((message) => [message, message]) : messages;
      const frames = expected.map(({ bytes }) => Buffer.from(encodeFrame(bytes)));
      const writing = connection.write(packetsOf(frames, manner));
      writing.catch(() => undefined);
      if (manner === 'broken') return await writing;
      for (const { log } of expected) {
        const code = await connection.answer();
        if (code === 'AA') log.acknowledgedAtMs ??= Date.now();
        else log.isRefused = true;
      }
    } finally {
      connection.close();
    }
  }

  /** One gateway after the other. */
  private port(): number {
    const ports = this.ports();
    this.turn += 1;
    return ports[this.turn % ports.length] ?? 0;
  }
}

function packetsOf(frames: readonly Buffer[], manner: PeerManner): Buffer[] {
  const [first = Buffer.alloc(0)] = frames;
  switch (manner) {
    case 'plain':
    case 'twice':
      return [Buffer.concat(frames)];
    case 'split':
      return [...Buffer.concat(frames)].map((byte) => Buffer.from([byte]));
    case 'broken':
      return [first.subarray(0, first.length >> 1)];
    default:
      return manner satisfies never;
  }
}
