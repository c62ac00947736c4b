import { type UnmappedReason } from '@renwatch/intake';
import { type FramePreview, type ObservationPreview } from '../preview/preview';

/** Counts over many frames. Those by reason are in descending order. */
export interface Summary {
  files: number;
  frames: number;
  messages: number;
  /** Dead letters of the gateway, and noise between frames, by reason. */
  refusedMessages: Record<string, number>;
  /** Acknowledgements and empty frames. */
  ignoredMessages: Record<string, number>;
  /** Messages of which only the patient is read, by reason and type: `type-not-read VXU^V04`. */
  unreadMessages: Record<string, number>;
  /** Whole messages refused by inference, by reason. */
  refusedByInference: Record<string, number>;
  observations: number;
  /** Carry a configured code, or look like creatinine by name. */
  creatinines: number;
  /** Tell a number that counts. */
  decided: number;
  /** Withdraw the number sent before, by reason: a text, or OBX-11. */
  withdrawn: Record<string, number>;
  /** Withdraw the number sent before and become a dead letter, by its reason. */
  withdrawnAndRefused: Record<string, number>;
  /** Only become a dead letter. */
  refused: Record<string, number>;
  ignored: Record<string, number>;
  /** Look like creatinine, and are not read: by code (`name`) or by the type of their message. */
  unmapped: Record<string, number>;
  /** Have a unit of creatinine, and neither its name nor that of another analyte; not part of `creatinines`. */
  unmappedByUnit: number;
  /** The codes of `unmapped`, at most `MAX_CODES`. */
  unmappedCodes: { code: string; system: string; name: string; unit: string; count: number }[];
  decisions: number;
  /** Decisions by stage. */
  stages: Record<string, number>;
  pages: number;
}

const MAX_CODES = 100;
const BY_UNIT: UnmappedReason = 'unit';
/** Its code may well be configured: messages of its type bring no results. */
const BY_TYPE: UnmappedReason = 'message-type';

export function summarise(frames: readonly FramePreview[]): Summary {
  const previews = frames.flatMap(({ messages }) => messages);
  const read = previews.filter((message) => message.kind === 'message');
  const refusedByGateway = previews.filter((message) => message.kind === 'refused');
  const observations = read.flatMap((message) => message.observations);
  const creatinines = observations.filter(({ outcome, reason }) => outcome !== 'other' && reason !== BY_UNIT);
  const decisions = read.flatMap((message) => message.decisions);
  const having = (outcome: ObservationPreview['outcome']) =>
    creatinines.filter((observation) => observation.outcome === outcome);
  const withdrawals = having('withdraws');
  return {
    files: new Set(frames.map(({ input }) => input)).size,
    frames: frames.length,
    messages: previews.length,
    refusedMessages: countBy(refusedByGateway.map(({ reason }) => reason)),
    ignoredMessages: countBy(
      previews.flatMap((message) => (message.kind === 'ignored' ? [message.reason] : [])),
    ),
    unreadMessages: countBy(read.flatMap(({ unread, type }) => (unread ? [`${unread} ${type}`] : []))),
    refusedByInference: countBy(read.flatMap(({ refusals }) => refusals.map(({ reason }) => reason))),
    observations: observations.length,
    creatinines: creatinines.length,
    decided: having('counts').length,
    withdrawn: countBy(withdrawals.flatMap(({ reason = '', detail }) => (detail ? [] : [reason]))),
    withdrawnAndRefused: countBy(withdrawals.flatMap(({ reason = '', detail }) => (detail ? [reason] : []))),
    refused: countBy(having('refused').map(({ reason = '' }) => reason)),
    ignored: countBy(having('ignored').map(({ reason = '' }) => reason)),
    unmapped: countBy(having('unmapped').map(({ reason = '' }) => reason)),
    unmappedByUnit: observations.filter(({ reason }) => reason === BY_UNIT).length,
    unmappedCodes: codesOf(
      observations.filter(({ outcome, reason }) => outcome === 'unmapped' && reason !== BY_TYPE),
    ),
    decisions: decisions.length,
    stages: countBy(decisions.map(({ stage }) => String(stage))),
    pages: decisions.filter(({ pages }) => pages).length,
  };
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function codesOf(unmapped: readonly ObservationPreview[]): Summary['unmappedCodes'] {
  const codes = new Map<string, Summary['unmappedCodes'][number]>();
  for (const { code, system, name, unit } of unmapped) {
    const key = JSON.stringify([code, system, unit]);
    const known = codes.get(key) ?? { code, system, name, unit, count: 0 };
    codes.set(key, { ...known, count: known.count + 1 });
  }
  return [...codes.values()].sort((a, b) => b.count - a.count).slice(0, MAX_CODES);
}
