import { keyOf, type FiringAlarm } from '@renwatch/monitoring';
import { clock } from '../report/page-line';

/** Formats an alarm that fires: time, name with labels, severity, value, what is wrong, runbook. */
export function firedLine(alarm: FiringAlarm, at: string): string {
  const { severity, value, summary, runbook } = alarm;
  return `${clock(at)}  alarm ${keyOf(alarm)}  ${severity}  value ${shortened(value)}  ${summary}; ${runbook}`;
}

/** Formats an alarm that has cleared, and how long it fired. */
export function clearedLine(alarm: FiringAlarm, firedForMs: number, at: string): string {
  return `${clock(at)}  clear ${keyOf(alarm)}  after ${Math.round(firedForMs / 1000)} s; ${alarm.runbook}`;
}

const shortened = (value: number): string => String(Number(value.toPrecision(3)));
