import { type DeadLetterReason as Reason } from '@renwatch/events';

/**
 * Why a frame, or a message in it, became a dead letter: the message could not be read, or the frame is above the frame
 * limit, or all its records together are above their bound, or the rest of a message came outside any frame.
 */
export type DeadLetterReason = Reason<'gateway'>;
