import { type ObservationValue } from '@renwatch/events';
import { carriesResults } from '../messages/message-events';
import { type CreatinineCode, findCreatinineCode } from './creatinine-code';
import { type CreatinineLikeness, creatinineLikeness } from './creatinine-likeness';
import { isNotBlood } from './not-blood';

/**
 * Why an observation that may be a serum creatinine is not read:
 * - `name`: its code is not configured, and it looks like creatinine by name;
 * - `unit`: its code is not configured, and only its unit is one of creatinine;
 * - `message-type`: messages of its type bring no results.
 */
export const UNMAPPED_REASONS = ['name', 'unit', 'message-type'] as const;
export type UnmappedReason = (typeof UNMAPPED_REASONS)[number];

/** Returns why an observation that may be creatinine is not read; null if it is read, or is not creatinine. */
export function unmappedReason(
  observation: ObservationValue,
  type: string,
  codes: readonly CreatinineCode[],
): UnmappedReason | null {
  const isMapped = findCreatinineCode(codes, observation) !== undefined;
  if (carriesResults(type)) return isMapped ? null : likenessOf(observation);
  return isMapped || likenessOf(observation) === 'name' ? 'message-type' : null;
}

function likenessOf(observation: ObservationValue): CreatinineLikeness | null {
  const likeness = creatinineLikeness(observation);
  return likeness === null || isNotBlood(observation) ? null : likeness;
}
