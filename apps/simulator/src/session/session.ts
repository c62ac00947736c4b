import { encodeFrame } from '@renwatch/mllp';
import { type SessionEvent } from '../events/simulator-event';
import { messageFacts } from '../stream/message-facts';
import { type StreamMessage } from '../stream/message-stream';
import { type Playback } from '../stream/playback';
import { type Clock } from '@renwatch/timing';
import { judgeAnswer } from './judge-answer';
import { type Pacer } from './pacer';
import { type Wire, type WireAnswer } from './wire';

/** How the hospital behaves towards whoever is connected. */
export interface Manners {
  /** True: a refused message comes again, and the end closes the connection. False: neither. */
  rewind: boolean;
  ackTimeoutMs: number;
  /** Set: each message goes out in two TCP segments with this gap between them. */
  segmentGapMs: number | undefined;
  /** Set: the connection is closed after so many messages. */
  disconnectEvery: number | undefined;
}

export interface SessionOptions {
  wire: Wire;
  playback: Playback;
  pacer: Pacer;
  clock: Clock;
  manners: Manners;
  emit: (event: SessionEvent) => void;
}

/** One connection's conversation: a message, its answer, the next message. */
export class Session {
  private done = 0;

  constructor(private readonly options: SessionOptions) {}

  /** Until the connection is closed, or the end of the stream where that leaves it open. */
  async run(): Promise<void> {
    const { wire, playback, manners, emit } = this.options;
    let sent: StreamMessage | undefined;
    for (;;) {
      const message = await playback.current();
      if (wire.closed.aborted) return;
      if (message === undefined) {
        emit({ type: 'end', index: playback.position.index, open: !manners.rewind });
        if (manners.rewind) wire.close('end of the stream');
        return;
      }
      const answer = await this.exchange(message, sent?.index === message.index);
      sent = message;
      if (answer === undefined || !this.goesOn(message, answer)) return;
    }
  }

  /** Undefined where the connection was closed before the whole message was sent. */
  private async exchange(
    message: StreamMessage,
    again: boolean,
  ): Promise<{ answer: WireAnswer; again: boolean; waitedMs: number } | undefined> {
    const { wire, pacer, clock, manners, emit } = this.options;
    const facts = messageFacts(message.payload);
    await pacer.until(facts.sentAtMs, wire.closed);
    if (wire.closed.aborted) return undefined;
    const frame = encodeFrame(message.payload);
    const sentAtMs = clock.nowMs();
    emit({ type: 'sent', index: message.index, again, facts, sentAtMs });
    if (manners.segmentGapMs === undefined) {
      wire.write(frame);
    } else {
      const half = Math.ceil(frame.length / 2);
      wire.write(frame.subarray(0, half));
      await clock.pause(manners.segmentGapMs, wire.closed);
      if (wire.closed.aborted) return undefined;
      wire.write(frame.subarray(half));
    }
    const answer = await wire.answer(manners.ackTimeoutMs);
    return { answer, again, waitedMs: clock.nowMs() - sentAtMs };
  }

  private goesOn(
    message: StreamMessage,
    given: { answer: WireAnswer; again: boolean; waitedMs: number },
  ): boolean {
    const { wire, manners, emit } = this.options;
    const { answer, again, waitedMs } = given;
    const { index } = message;
    switch (answer.kind) {
      case 'closed':
        return false;
      case 'silence':
        wire.close('no answer in time');
        return false;
      case 'malformed':
        wire.close(`the answer is wrong: ${answer.reason}`);
        return false;
      case 'message':
        break;
      default:
        return answer satisfies never;
    }
    // Decided by whom the stream belongs to now: an answer that crossed a pre-emption is nobody's.
    if (wire.closed.aborted) return false;
    const verdict = judgeAnswer(answer.payload);
    switch (verdict.kind) {
      case 'accepted':
        emit({ type: 'acked', index, waitedMs });
        return this.advance(message);
      case 'refused':
        emit({ type: 'refused', index, again, code: verdict.code, waitedMs });
        return manners.rewind || this.advance(message);
      case 'invalid':
        wire.close(`the answer is wrong: ${verdict.reason}`);
        return false;
      default:
        return verdict satisfies never;
    }
  }

  private advance(message: StreamMessage): boolean {
    const { wire, playback, manners } = this.options;
    playback.advance(message);
    this.done += 1;
    if (this.done !== manners.disconnectEvery) return true;
    wire.close('disconnect-every');
    return false;
  }
}
