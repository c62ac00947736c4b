import { type MessageReference, type ResultRevised } from './events';
import { type CancelledOrder } from './facts';
import { type Patient } from './patient';
import { WITHDRAWN_STATUSES } from './result-status';
import { isSameIfKnown, isSameOrder } from './sample';
import { supersedes } from './standing';

/** OBX-11 of a result that cannot be obtained. */
const CANCELLED = 'X';

/**
 * Returns the withdrawal of each result of a cancelled order. Two orders may share a number: the one of another service
 * keeps its results. A result that was sent later than the cancellation stands.
 */
export function cancelResults(
  { id: patientId, results }: Patient,
  by: { order: CancelledOrder; message: MessageReference; numberId: string },
): ResultRevised[] {
  const { order, message, numberId } = by;
  const revision = { status: CANCELLED, sentAtMs: Date.parse(message.sentAt) };
  return results
    .filter(
      (result) =>
        isSameOrder(result, order) &&
        isSameIfKnown(result.service, order.service) &&
        !WITHDRAWN_STATUSES.has(result.status) &&
        supersedes(revision, result),
    )
    .map((result) => ({
      type: 'ResultRevised',
      ...{ patientId, numberId, observation: null, message },
      result: { ...result, ...revision, origin: 'feed', revision: result.revision + 1 },
    }));
}
