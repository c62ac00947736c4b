import { type ConnectionInfo } from './connection-info';

/** What a frame is answered with: a payload, or the closing of its connection without an answer. */
export type Reply = { payload: Uint8Array } | { close: true; reason: string };

export interface OversizePart {
  payload: Buffer;
  /** From 0 in each frame. */
  index: number;
  last: boolean;
}

/**
 * Calls of one connection are started in the order received, without waiting for those before, so that pipelined
 * frames can share one durable write. Replies are sent in that order. A rejected promise closes the connection
 * without an answer.
 */
export interface FrameHandler {
  frame(payload: Buffer, connection: ConnectionInfo): Promise<Reply>;
  /** One part of a frame above the limit; the last part's reply answers the frame. Without it such a frame closes. */
  oversizePart?(part: OversizePart, connection: ConnectionInfo): Promise<Reply | undefined>;
}
