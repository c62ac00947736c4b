import { formatTable } from '../../../command/format-table';
import { type Summary } from './summarise';

/** Describes a summary for a person, in lines. */
export function formatSummary(summary: Summary): string[] {
  const lines = formatTable([
    ['files', String(summary.files)],
    ['frames', String(summary.frames)],
    ['messages', String(summary.messages)],
    ...byReason('  refused by the gateway', summary.refusedMessages),
    ...byReason('  ignored by the gateway', summary.ignoredMessages),
    ...byReason('  only the patient is read', summary.unreadMessages),
    ...byReason('  refused by inference', summary.refusedByInference),
    ['observations', String(summary.observations)],
    ['look like creatinine', String(summary.creatinines)],
    ['  decided', String(summary.decided)],
    ...byReason('  withdraw the number before', summary.withdrawn),
    ...byReason('  withdraw it and are refused', summary.withdrawnAndRefused),
    ...byReason('  refused', summary.refused),
    ...byReason('  ignored', summary.ignored),
    ...byReason('  not read', summary.unmapped),
    ['may be creatinine by their unit', String(summary.unmappedByUnit)],
    ['decisions by the rule alone', String(summary.decisions)],
    ...byReason('  stage', summary.stages),
    ['  pages', String(summary.pages)],
  ]);
  if (summary.unmappedCodes.length === 0) return lines;
  const codes = summary.unmappedCodes.map(({ code, system, name, unit, count }) => [
    ...[code || '(none)', system, name, unit],
    String(count),
  ]);
  return [
    ...lines,
    '',
    'Codes that look like creatinine and are not read; add those of serum creatinine to CREATININE_CODES:',
    ...formatTable([['code', 'system', 'name', 'unit', 'count'], ...codes]),
  ];
}

const byReason = (label: string, counts: Readonly<Record<string, number>>): string[][] =>
  Object.entries(counts).map(([reason, count]) => [`${label}: ${reason}`, String(count)]);
