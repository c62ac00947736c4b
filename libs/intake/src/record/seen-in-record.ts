import { type Hl7MessageRecord } from '@renwatch/events';
import { recordType } from '../messages/message-type';
import { type CreatinineCode, findCreatinineCode } from '../results/creatinine-code';
import { type UnmappedReason, unmappedReason } from '../results/unmapped-creatinine';

/** The type of a message and the codes of its observations, without a value and without the patient. */
export interface SeenMessage {
  type: string;
  codes: SeenCode[];
}

/** A code as observations of one message carry it. */
export interface SeenCode {
  code: string;
  system: string;
  name: string;
  unit: string;
  isMapped: boolean;
  /** Why it may be creatinine that is not read; null if it is read, or is something else. */
  unmapped: UnmappedReason | null;
  /** Number of observations. */
  count: number;
}

/** Returns what an engineer who connects a feed must see of a message. */
export function seenInRecord(record: Hl7MessageRecord, codes: readonly CreatinineCode[]): SeenMessage {
  const type = recordType(record.type);
  const seen = new Map<string, SeenCode>();
  for (const observation of record.observations) {
    const { code, system, text: name, unit, alternate, alternateText, service, specimen } = observation;
    const key = JSON.stringify([code, system, name, unit, alternate, alternateText, service, specimen]);
    const known = seen.get(key);
    if (known) known.count += 1;
    else
      seen.set(key, {
        ...{ code, system, name, unit, count: 1 },
        isMapped: findCreatinineCode(codes, observation) !== undefined,
        unmapped: unmappedReason(observation, type, codes),
      });
  }
  return { type, codes: [...seen.values()] };
}
