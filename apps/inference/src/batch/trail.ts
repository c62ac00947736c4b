import { createHash } from 'node:crypto';
import { type Checkpoint, type Progress } from '@renwatch/store';
import { type LogMessage } from './log-batch';

const ID_HEX_DIGITS = 32;
const FINEST_SPAN = 16n;

/** 128 bits of SHA-256 of a record's value: the time of receipt in it makes even a resent message another record. */
export function recordIdOf(value: Buffer | null): string {
  return createHash('sha256')
    .update(value ?? '')
    .digest('hex')
    .slice(0, ID_HEX_DIGITS);
}

/** Returns the progress after `last`, the newest record that is processed. */
export function advanced({ trail }: Progress, { offset, value, leaderEpoch }: LogMessage): Progress {
  const checkpoint = { offset, recordId: recordIdOf(value), leaderEpoch };
  const earlier = trail.filter((known) => known.offset < offset);
  return { nextOffset: offset + 1n, trail: thinned([checkpoint, ...earlier], offset + 1n) };
}

/**
 * Keeps the newest record and, of each span of 16, 32, 64 … records that ended last or is not over, the first. However
 * many records a log loses, one that was counted before them is kept at most about four times as far back. The number of
 * those kept grows with the logarithm of the offset: about 30 for a thousand million records.
 * @param trail newest first
 */
function thinned(trail: readonly Checkpoint[], nextOffset: bigint): Checkpoint[] {
  const kept = new Set(trail.slice(0, 1));
  for (let span = FINEST_SPAN; span <= 2n * nextOffset + FINEST_SPAN; span *= 2n) {
    const current = nextOffset - (nextOffset % span);
    for (const start of [current, current - span]) {
      const first = trail.findLast(({ offset }) => offset >= start);
      if (first) kept.add(first);
    }
  }
  return trail.filter((checkpoint) => kept.has(checkpoint));
}
