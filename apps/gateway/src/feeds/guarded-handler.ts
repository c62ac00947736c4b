import { type FrameHandler } from '@renwatch/mllp';

const NOT_OURS = { close: true, reason: 'not-ours' } as const;

/**
 * Takes frames only while `mayTake()`: after a freeze the socket has frames before any timer has closed it, and by then
 * they may be another replica's to read.
 */
export function guardedHandler(handler: FrameHandler, mayTake: () => boolean): FrameHandler {
  return {
    frame: async (payload, connection) => (mayTake() ? handler.frame(payload, connection) : NOT_OURS),
    oversizePart: async (part, connection) =>
      mayTake() ? handler.oversizePart?.(part, connection) : NOT_OURS,
  };
}
