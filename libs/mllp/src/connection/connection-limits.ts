/** Bounds of one connection. */
export interface ConnectionLimits {
  maxFrameBytes: number;
  /** Maximum number of unanswered frames; at the limit the socket is not read. Default 256. */
  maxPendingFramesPerConnection?: number;
  /** Maximum bytes outside any frame since the last frame; above it, the peer does not speak MLLP. Default 64 KiB. */
  maxNoiseBytes?: number;
  /** Idle time before TCP probes the peer. Default 10 s. */
  keepAliveMs?: number;
  /** Longest stop in the middle of a frame, or before the peer's system takes a reply. Default 30 s. */
  stallTimeoutMs?: number;
  /**
   * Longest time for a whole frame, or for a part of an oversize one, from its first byte. A quarter of it while all others
   * wait for this frame. Time in which we do not read does not count. Default 60 s.
   */
  frameTimeoutMs?: number;
  /** Time after an FS without a further byte, after which it counts as the end of its frame. Default 100 ms. */
  terminatorWaitMs?: number;
  /** Close after this time without bytes and without unanswered frames. Default: never. */
  idleTimeoutMs?: number;
  /** Time for the peer to take the last replies and close after our FIN. Default 1 s. */
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
    frameTimeoutMs: limits.frameTimeoutMs ?? 60_000,
    terminatorWaitMs: limits.terminatorWaitMs ?? 100,
    idleTimeoutMs: limits.idleTimeoutMs,
    closeGraceMs: limits.closeGraceMs ?? 1_000,
  };
}
