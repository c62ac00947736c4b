import { parse } from 'yaml';
import { ALARM_GROUPS, ALARMS } from '../alarms/alarms';
import { metricsIn } from '../metrics-in';
import { fasterAlarms, fasterExpr } from './faster';
import { renderRules } from './rules-file';

describe('alarms with shorter times', () => {
  it.each([
    ['rate(x[5m]) > 300', 'rate(x[5000ms]) > 300'],
    ['x offset 1h30m == 1', 'x offset 90000ms == 1'],
    ['count_over_time(sum(x)[28d:1d])', 'count_over_time(sum(x)[40320000ms:1440000ms])'],
    ['x{feed="5m"} > time() - 259200', 'x{feed="5m"} > time() - 259200'],
  ])('divides the times of %s and nothing else', (expr, expected) => {
    expect(fasterExpr(expr, 60)).toBe(expected);
  });

  it('keeps alarms, metrics and texts of the rules that ship', () => {
    const faster = fasterAlarms(ALARM_GROUPS, 60).flatMap(({ alarms }) => alarms);
    const rest = ({ expr, holds, ...texts }: (typeof faster)[number]) => ({
      ...texts,
      metrics: metricsIn(expr),
      waits: holds !== undefined,
    });
    expect(faster.map(rest)).toEqual(ALARMS.map(rest));
  });

  it('divides how long an alarm must hold', () => {
    const rules = parse(renderRules(undefined, fasterAlarms(ALARM_GROUPS, 60))) as {
      groups: { rules: { alert: string; for?: string }[] }[];
    };
    const held = rules.groups
      .flatMap((group) => group.rules)
      .find(({ alert }) => alert.endsWith('ServiceDown'));
    expect(held?.for).toBe('1000ms');
  });
});
