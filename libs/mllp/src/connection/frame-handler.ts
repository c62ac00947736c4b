import { type ConnectionInfo } from './connection-info';

/** Answer to a frame: a payload, or the end of the connection without an answer. */
export type Reply = { payload: Uint8Array } | { close: true; reason: string };

export interface OversizePart {
  payload: Buffer;
  /** Counts from 0 in each frame. */
  index: number;
  last: boolean;
}

/**
 * Handles the frames of connections. Calls of one connection start in the order received, without waiting for earlier
 * ones, so that pipelined frames can share one durable write. Replies are sent in that order. A rejected promise closes
 * the connection without an answer.
 */
export interface FrameHandler {
  /** Undefined: the sender expects no answer. */
  frame(payload: Buffer, connection: ConnectionInfo): Promise<Reply | undefined>;
  /** Takes bytes outside any frame, which may be the rest of a message that held the end of a frame. */
  stray?(payload: Buffer, connection: ConnectionInfo): Promise<Reply | undefined>;
  /** Takes one part of an oversize frame; the last part's reply answers it. Without this, such a frame closes the connection. */
  oversizePart?(part: OversizePart, connection: ConnectionInfo): Promise<Reply | undefined>;
}
