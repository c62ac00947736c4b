import { type Checkpoint } from '@renwatch/store';
import { type LogMessage } from './log-batch';
import { recordIdOf } from './trail';

/** The offsets of a partition's log. */
export interface LogRange {
  readonly start: bigint;
  /** The offset that its next record will have. */
  readonly end: bigint;
}

/** Findings about a log, by offsets of counted records. */
export interface Evidence {
  /** The newest that the log surely holds. */
  readonly same?: bigint;
  /** The oldest that it surely does not hold. */
  readonly different?: bigint;
}

/** The next step towards the first difference. */
export type SearchStep =
  /** The log holds the last counted record. */
  | { kind: 'same' }
  /** Retention has removed the last counted record, so nothing can be compared. */
  | { kind: 'expired' }
  /** Read the record at this offset. */
  | { kind: 'read'; offset: bigint }
  /** The records before this offset are those that were counted; from there on they may be others. */
  | { kind: 'different'; from: bigint };

export interface Look {
  /** Newest first. */
  trail: readonly Checkpoint[];
  /** Consecutive records of the log. */
  messages: readonly LogMessage[];
  range: LogRange;
  /** The offset that was asked for, if any. The log has no such record if it answers with a later one. */
  asked?: bigint | undefined;
}

/** Adds what these records tell. */
export function weigh(evidence: Evidence, look: Look): Evidence {
  const verdicts = look.trail.map((checkpoint) => ({ ...checkpoint, held: isHeld(checkpoint, look) }));
  const others = verdicts.filter(({ held }) => held === false).map(({ offset }) => offset);
  if (evidence.different !== undefined) others.push(evidence.different);
  const different = others.reduce<bigint | undefined>(
    (a, b) => (a === undefined || b < a ? b : a),
    undefined,
  );
  const same = verdicts.find(
    ({ offset, held }) =>
      (held === true || offset === evidence.same) && (different === undefined || offset < different),
  )?.offset;
  return { ...(same !== undefined && { same }), ...(different !== undefined && { different }) };
}

/** Halves the counted records that are in doubt until the first difference lies between two neighbours. */
export function nextStep(
  { same, different }: Evidence,
  { trail, range }: Pick<Look, 'trail' | 'range'>,
): SearchStep {
  const [newest] = trail;
  if (different === undefined) {
    if (newest === undefined || newest.offset < range.start) return { kind: 'expired' };
    return same === newest.offset ? { kind: 'same' } : { kind: 'read', offset: newest.offset };
  }
  const from = same === undefined || same < range.start ? range.start : same + 1n;
  const inDoubt = trail.filter(({ offset }) => offset >= from && offset < different);
  const middle = inDoubt[inDoubt.length >> 1];
  return middle ? { kind: 'read', offset: middle.offset } : { kind: 'different', from };
}

/** Undefined: these records do not tell. */
function isHeld({ offset, recordId }: Checkpoint, { messages, range, asked }: Look): boolean | undefined {
  if (offset >= range.end) return false;
  const [first] = messages;
  if (offset === asked && offset >= range.start && first !== undefined && first.offset > offset) return false;
  const message = messages.find((known) => known.offset === offset);
  return message && recordIdOf(message.value) === recordId;
}
