import { type NoiseReason } from '../frame/frame-event';
import { type BudgetScope } from './byte-budget';
import { type ConnectionInfo } from './connection-info';
import { type OversizePart } from './frame-handler';

/**
 * Why a connection ended. `idle`: nothing arrived for `idleTimeoutMs`. `stalled`: the peer stopped in the middle of a
 * frame or of taking a reply. `slow-frame`: a frame took too long as a whole. `displaced`: it was quiet, and a peer with fewer
 * connections needed its place. `noise`: it sent only bytes outside frames. `frame-too-large`: the handler takes no parts.
 * Otherwise the handler's own reason or the socket's error code.
 */
export type CloseReason = (typeof CLOSE_REASONS)[number] | (string & {});

/** The reasons of this library itself. */
export const CLOSE_REASONS = [
  'peer-closed',
  'shutdown',
  'idle',
  'stalled',
  'slow-frame',
  'displaced',
  'noise',
  'frame-too-large',
  'handler-failed',
] as const;

export interface Noise {
  reason: NoiseReason;
  bytes: number;
  /** At most 64 bytes, which may hold patient data: never log them. */
  sample: Buffer;
}

/** Events of a connection; metrics and logs subscribe. */
export interface ConnectionEvents {
  connected?(connection: ConnectionInfo): void;
  disconnected?(connection: ConnectionInfo, reason: CloseReason): void;
  /** It stopped reading, because its peer's or its feed's budget is used up. */
  waiting?(connection: ConnectionInfo, scope: BudgetScope): void;
  frame?(connection: ConnectionInfo, bytes: number): void;
  oversize?(connection: ConnectionInfo, part: Omit<OversizePart, 'payload'> & { bytes: number }): void;
  noise?(connection: ConnectionInfo, noise: Noise): void;
  handlerFailed?(connection: ConnectionInfo, error: unknown): void;
  /** For tests: half of a reply was handed to the system. Replies are split only if this is set. */
  replyHalfWritten?(connection: ConnectionInfo): void;
}
