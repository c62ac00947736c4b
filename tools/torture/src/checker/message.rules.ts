import { type Evidence, type SentMessage, type TopicMessage } from './evidence';

/** Acknowledged messages that are neither on the topic nor a dead letter. */
export function lostMessages({ sent, topic, letters }: Evidence): string[] {
  const kept = new Set([...topic.map(({ raw }) => raw), ...letters.map(({ payload }) => payload)]);
  return sent
    .filter((message) => message.acknowledgedAtMs !== undefined && !kept.has(message.raw))
    .map(nameOf);
}

/** Refused messages that are no dead letter. */
export function lostRefusals({ sent, letters }: Evidence): string[] {
  const kept = new Set(letters.map(({ payload }) => payload));
  return sent.filter(({ isRefused, raw }) => isRefused && !kept.has(raw)).map(nameOf);
}

/** Acknowledged messages on the topic that were not processed, or a result of which is neither decided nor a dead letter. */
export function undecidedMessages({ sent, topic, letters, decisions, progress }: Evidence): string[] {
  const decided = new Set(decisions.map(({ result }) => result));
  const refused = new Set(letters.map(({ messageId }) => messageId));
  const first = firstByRaw(topic);
  return sent.flatMap((message) => {
    const record = first.get(message.raw);
    if (record === undefined || message.acknowledgedAtMs === undefined) return [];
    const isProcessed = (progress.get(record.partition) ?? 0n) > record.offset;
    const isDecided = refused.has(record.id) || message.results.every((result) => decided.has(result));
    return isProcessed && isDecided ? [] : [nameOf(message)];
  });
}

/** Messages that stand before one that their sender had acknowledged to it first, for the same patient. */
export function disorderedMessages({ sent, topic }: Evidence): string[] {
  const first = firstByRaw(topic);
  const byPatient = new Map<string, SentMessage[]>();
  for (const message of sent) {
    if (first.has(message.raw)) byPatient.set(message.mrn, [...(byPatient.get(message.mrn) ?? []), message]);
  }
  return [...byPatient.values()].flatMap((messages) =>
    messages.flatMap((later) => {
      const record = first.get(later.raw);
      const misplaced = messages.find((earlier) => {
        const before = first.get(earlier.raw);
        return (earlier.acknowledgedAtMs ?? Infinity) < later.firstSentAtMs && !isBefore(before, record);
      });
      return misplaced ? [`${nameOf(later)} before ${nameOf(misplaced)}`] : [];
    }),
  );
}

/** Moves back of a partition: a replica wrote that had no right to it any more. */
export function setBacks({ setBacks: moves }: Evidence): string[] {
  return moves.map(({ partition, from, to }) => `partition ${partition} from ${from} to ${to}`);
}

/** True if both are on one partition, the first before the second. */
function isBefore(before: TopicMessage | undefined, after: TopicMessage | undefined): boolean {
  if (!before || !after) return true;
  return before.partition === after.partition && before.offset < after.offset;
}

/** The first record of each message; later ones are resends. */
function firstByRaw(topic: readonly TopicMessage[]): Map<string, TopicMessage> {
  const first = new Map<string, TopicMessage>();
  for (const record of topic) {
    const known = first.get(record.raw);
    if (!known || record.offset < known.offset) first.set(record.raw, record);
  }
  return first;
}

function nameOf({ mrn, results, raw }: SentMessage): string {
  return results[0] ?? `${mrn || 'no patient'} ${raw.slice(-16)}`;
}
