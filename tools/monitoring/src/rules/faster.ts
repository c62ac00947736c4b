import { parser } from '@prometheus-io/lezer-promql';
import { type Alarm } from '../alarms/alarm';
import { type ALARM_GROUPS } from '../alarms/alarms';

const DURATION = 'NumberDurationLiteralInDurationContext';
const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/**
 * Divides the time that alarms wait and look back by a factor, so that a test need not wait for hours. Thresholds stay:
 * they compare with what services measure.
 */
export const fasterAlarms = (groups: typeof ALARM_GROUPS, factor: number): typeof ALARM_GROUPS =>
  groups.map(({ name, alarms }) => ({ name, alarms: alarms.map((alarm) => fasterAlarm(alarm, factor)) }));

const fasterAlarm = (alarm: Alarm, factor: number): Alarm => ({
  ...alarm,
  expr: fasterExpr(alarm.expr, factor),
  ...(alarm.holds === undefined ? {} : { holds: divided(alarm.holds, factor) }),
});

/** Divides every range, offset and resolution of a PromQL expression. */
export function fasterExpr(expr: string, factor: number): string {
  let text = '';
  let written = 0;
  parser.parse(expr).iterate({
    enter: ({ type, from, to }) => {
      if (type.name !== DURATION) return;
      text += expr.slice(written, from) + divided(expr.slice(from, to), factor);
      written = to;
    },
  });
  return text + expr.slice(written);
}

function divided(duration: string, factor: number): string {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  const ms = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
  return `${Math.max(1, Math.round(ms / factor))}ms`;
}
