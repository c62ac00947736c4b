import { createLogger, Metrics } from '@renwatch/runtime';
import { absentCounters, seriesOf } from '@renwatch/testing';
import { ConsoleMetrics } from './console.metrics';

describe('ConsoleMetrics', () => {
  const metrics = new Metrics({ service: 'console', processMetrics: false });
  const telemetry = new ConsoleMetrics(metrics, createLogger({ service: 'console', level: 'silent' }));
  const read = () => metrics.registry.metrics();

  it('exports every counter at 0 from the start', async () => {
    expect(absentCounters(await read())).toEqual([]);
    expect(seriesOf(await read(), 'renwatch_console_refusals_total')).toMatchObject({
      'problem="failed"': 0,
    });
  });

  it('counts logins, refusals and open pages', async () => {
    telemetry.loggedIn();
    telemetry.loginRefused();
    telemetry.loginRefused();
    telemetry.refused('forged');
    telemetry.watching(3);
    expect(seriesOf(await read(), 'renwatch_console_logins_total')).toMatchObject({
      ...{ 'outcome="succeeded"': 1, 'outcome="refused"': 2 },
    });
    expect(seriesOf(await read(), 'renwatch_console_refusals_total')).toMatchObject({
      'problem="forged"': 1,
    });
    expect(await read()).toMatch(/renwatch_console_event_streams\{.*\} 3/);
  });
});
