import { type MessageFacts } from '../stream/message-facts';

/** What happens in one conversation. `index` counts messages of the stream from 0. */
export type SessionEvent =
  /** `again`: the message before it was the same one, refused. `sentAtMs` by the monotonic clock. */
  | { type: 'sent'; index: number; again: boolean; facts: MessageFacts; sentAtMs: number }
  | { type: 'acked'; index: number; waitedMs: number }
  | { type: 'refused'; index: number; again: boolean; code: 'AE' | 'AR'; waitedMs: number }
  /** `index` is that of the message that would come next; `open`: the connection stays. */
  | { type: 'end'; index: number; open: boolean };

/** What happens on a connection; `connection` counts from 1. */
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
      /** 14 digits; a page may name the patient alone. */
      time: string | undefined;
      /** The same page came before. */
      repeat: boolean;
      idempotencyKey: string | undefined;
      /** From the first send of the message that carried this result; undefined where none was sent. */
      latencyMs: number | undefined;
      /** Of that message. */
      index: number | undefined;
    }
  | { type: 'page-refused'; status: number; reason: string };

export type SimulatorEvent = FeedEvent | PageEvent;
