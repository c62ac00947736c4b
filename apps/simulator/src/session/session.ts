import { encodeFrame } from '@renwatch/mllp';
import { type SessionEvent } from '../telemetry/simulator.events';
import { messageFacts } from '../stream/message-facts';
import { type StreamMessage } from '../stream/message-stream.port';
import { type Playback } from '../stream/playback';
import { type Clock } from '@renwatch/timing';
import { judgeAnswer } from './judge-answer';
import { type Pacer } from './pacer';
import { type Wire, type WireAnswer } from './wire.port';

/** How the hospital treats a connected client. */
export interface FeedBehaviour {
  /** True: resend a refused message, and close the connection at the end. False: neither. */
  rewind: boolean;
  ackTimeoutMs: number;
  /** If set, send each message in two TCP segments with this pause between them. */
  segmentGapMs: number | undefined;
  /** If set, close the connection after this many messages. */
  disconnectEvery: number | undefined;
}

export interface SessionOptions {
  wire: Wire;
  playback: Playback;
  pacer: Pacer;
  clock: Clock;
  behaviour: FeedBehaviour;
  emit: (event: SessionEvent) => void;
}

/** Talks to one connection: sends a message, waits for its answer, sends the next. */
export class Session {
  private finished = 0;

  constructor(private readonly options: SessionOptions) {}

  /** Resolves when the connection is closed, or at the end of a stream that leaves it open. */
  async run(): Promise<void> {
    const { wire, playback, behaviour, emit } = this.options;
    let sent: StreamMessage | undefined;
    for (;;) {
      const message = await playback.current();
      if (wire.closed.aborted) return;
      if (message === undefined) {
        emit({ type: 'end', index: playback.position.index, open: !behaviour.rewind });
        if (behaviour.rewind) wire.close('end of the stream');
        return;
      }
      const answer = await this.exchange(message, sent?.index === message.index);
      sent = message;
      if (answer === undefined || !this.settle(message, answer)) return;
    }
  }

  /** Sends a message and waits for its answer; undefined if the connection closed before all was sent. */
  private async exchange(
    message: StreamMessage,
    again: boolean,
  ): Promise<{ answer: WireAnswer; again: boolean; waitedMs: number } | undefined> {
    const { wire, pacer, clock, behaviour, emit } = this.options;
    const facts = messageFacts(message.payload);
    await pacer.until(facts.sentAtMs, wire.closed);
    if (wire.closed.aborted) return undefined;
    const frame = encodeFrame(message.payload);
    const sentAtMs = clock.nowMs();
    emit({ type: 'sent', index: message.index, again, facts, sentAtMs });
    if (behaviour.segmentGapMs === undefined) {
      wire.write(frame);
    } else {
      const half = Math.floor(frame.length / 2);
      wire.write(frame.subarray(0, half));
      await clock.pause(behaviour.segmentGapMs, wire.closed);
      if (wire.closed.aborted) return undefined;
      wire.write(frame.subarray(half));
    }
    const answer = await wire.answer(behaviour.ackTimeoutMs);
    return { answer, again, waitedMs: clock.nowMs() - sentAtMs };
  }

  /** Acts on an answer. Returns true if the session continues. */
  private settle(
    message: StreamMessage,
    { answer, again, waitedMs }: { answer: WireAnswer; again: boolean; waitedMs: number },
  ): boolean {
    const { wire, behaviour, emit } = this.options;
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
    // An answer that arrives after a newer connection took over the stream is ignored.
    if (wire.closed.aborted) return false;
    const verdict = judgeAnswer(answer.payload);
    switch (verdict.kind) {
      case 'accepted':
        emit({ type: 'acked', index, waitedMs });
        return this.advance(message);
      case 'refused':
        emit({ type: 'refused', index, again, code: verdict.code, waitedMs });
        return behaviour.rewind || this.advance(message);
      case 'invalid':
        wire.close(`the answer is wrong: ${verdict.reason}`);
        return false;
      default:
        return verdict satisfies never;
    }
  }

  private advance(message: StreamMessage): boolean {
    const { wire, playback, behaviour } = this.options;
    playback.advance(message);
    this.finished += 1;
    if (this.finished !== behaviour.disconnectEvery) return true;
    wire.close('disconnect-every');
    return false;
  }
}
