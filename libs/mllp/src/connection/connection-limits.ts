/** The bounds of one connection. */
export interface ConnectionLimits {
  maxFrameBytes: number;
  /** Frames received and not answered; at this many the socket is not read. Default 256. */
  maxPendingFramesPerConnection?: number;
  /** Bytes outside any frame since the last frame, after which the peer is taken not to speak MLLP. Default 64 KiB. */
  maxNoiseBytes?: number;
  /** Idle time after which TCP asks whether the peer is still there. Default 10 s. */
  keepAliveMs?: number;
  /** How long a peer may stop in the middle of sending a frame or of taking a reply, its system included. Default 30 s. */
  stallTimeoutMs?: number;
  /** Nothing received for so long, nothing unanswered: closed. Default: never. */
  idleTimeoutMs?: number;
  /** How long a peer is given to take the last replies and close, once we have. Default 1 s. */
  closeGraceMs?: number;
}

export type ResolvedLimits = Required<Omit<ConnectionLimits, 'idleTimeoutMs'>> & {
  idleTimeoutMs: number | undefined;
};

export function resolveLimits(limits: ConnectionLimits): ResolvedLimits {
  return {
    maxFrameBytes: limits.maxFrameBytes,
    maxPendingFramesPerConnection: limits.maxPendingFramesPerConnection ?? 256,
    maxNoiseBytes: limits.maxNoiseBytes ?? 64 * 1024,
    keepAliveMs: limits.keepAliveMs ?? 10_000,
    stallTimeoutMs: limits.stallTimeoutMs ?? 30_000,
    idleTimeoutMs: limits.idleTimeoutMs,
    closeGraceMs: limits.closeGraceMs ?? 1_000,
  };
}
