import { type MessageFacts } from '../stream/message-facts';

/** Events of one session. `index` counts the stream's messages from 0. */
export type SessionEvent =
  /** `again`: a resend after a refusal. `sentAtMs` is on the monotonic clock. */
  | { type: 'sent'; index: number; again: boolean; facts: MessageFacts; sentAtMs: number }
  | { type: 'acked'; index: number; waitedMs: number }
  | { type: 'refused'; index: number; again: boolean; code: 'AE' | 'AR'; waitedMs: number }
  /** `index` is the number of messages in the stream; `open`: the connection stays open. */
  | { type: 'end'; index: number; open: boolean };

/** Events of one connection; `connection` counts from 1. */
export type FeedEvent =
  | ({ connection: number } & SessionEvent)
  | { type: 'connected'; connection: number; peer: string }
  | { type: 'closed'; connection: number; reason: string }
  /** The stream could not be read. */
  | { type: 'unreadable'; connection: number; error: Error };

export type PageEvent =
  | {
      type: 'page';
      mrn: string;
      /** 14 digits; undefined if the page names only the patient. */
      time: string | undefined;
      /** True if the same page was received before. */
      repeat: boolean;
      idempotencyKey: string | undefined;
      /** Time since the first send of the message that carried this result; undefined if none was sent. */
      latencyMs: number | undefined;
      /** Index of that message. */
      index: number | undefined;
    }
  | { type: 'page-refused'; status: number; reason: string };

export type SimulatorEvent = FeedEvent | PageEvent;
