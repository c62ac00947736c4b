import { type NoiseReason } from '../frame/frame-event';
import { type ConnectionInfo } from './connection-info';
import { type OversizePart } from './frame-handler';

/**
 * Why a connection ended: the peer closed it, we shut down, nothing came for `idleTimeoutMs`, the peer stopped in the
 * middle of a frame or of taking a reply, it sent only noise, a frame was too large for a handler without parts, the
 * handler failed; else the handler's own reason or the socket's error code.
 */
export type CloseReason =
  | 'peer-closed'
  | 'shutdown'
  | 'idle'
  | 'stalled'
  | 'noise'
  | 'frame-too-large'
  | 'handler-failed'
  | (string & {});

export interface Noise {
  reason: NoiseReason;
  bytes: number;
  /** At most 64 bytes, which may hold patient data: not for a log. */
  sample: Buffer;
}

/** What a connection tells; metrics and logs listen. */
export interface ConnectionEvents {
  connected?(connection: ConnectionInfo): void;
  disconnected?(connection: ConnectionInfo, reason: CloseReason): void;
  frame?(connection: ConnectionInfo, bytes: number): void;
  oversize?(connection: ConnectionInfo, part: Omit<OversizePart, 'payload'> & { bytes: number }): void;
  noise?(connection: ConnectionInfo, noise: Noise): void;
  handlerFailed?(connection: ConnectionInfo, error: unknown): void;
  /** For tests: half of a reply has been handed to the system. Replies go in halves only where this is listened to. */
  replyHalfWritten?(connection: ConnectionInfo): void;
}
